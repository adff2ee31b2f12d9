"""Tests of the interview: plans built by hand, transcripts, and vectors that the reference engine gave."""
