"""The figures of `make bench`, as ratios in one run."""
