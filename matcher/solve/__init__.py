"""Solving: the only place that knows a solver."""
