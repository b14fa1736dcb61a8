"""Benchmarks: how fast, how good, against whom."""
