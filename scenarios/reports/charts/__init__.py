"""Charts as one ``svg`` element each: no script, nothing fetched, legible in grey, read aloud."""

from scenarios.reports.charts._marks import Shape
from scenarios.reports.charts.bars import BarOf, bar_chart
from scenarios.reports.charts.heat import heat_map
from scenarios.reports.charts.places import MarkOf, place_map
from scenarios.reports.charts.points import PointOf, point_chart

__all__ = [
    "BarOf",
    "MarkOf",
    "PointOf",
    "Shape",
    "bar_chart",
    "heat_map",
    "place_map",
    "point_chart",
]
