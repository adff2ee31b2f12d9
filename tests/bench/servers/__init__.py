"""What `make bench` loads: each module is a server process of its own, started by `tests.bench.process`."""
