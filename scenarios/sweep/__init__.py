"""Sweeps: many scenarios on the same inputs, on as many processes or machines as there are."""

from scenarios.sweep.folder import read_outcomes
from scenarios.sweep.pools import Pool, cluster, processes
from scenarios.sweep.run import sweep, with_baseline

__all__ = ["Pool", "cluster", "processes", "read_outcomes", "sweep", "with_baseline"]
