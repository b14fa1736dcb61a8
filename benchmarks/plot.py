"""The picture of growth: seconds and memory by the number of children, both axes logarithmic."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.machine import Machine, in_one_line, not_installed
from benchmarks.tables import Row

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Column of a row, and what the axis says.
_PANELS = (("seconds", "seconds to a judged plan"), ("peak_mb", "peak memory, MB"))
_COLOURS = ("#1f4e79", "#b5541c", "#3b7a3b")
#: Text stays text, and nothing in the file depends on when it was made.
_SETTINGS: Any = {"svg.fonttype": "none", "svg.hashsalt": "cartref", "font.family": "sans-serif"}


def draw_growth(rows: Sequence[Row], about: Machine, folder: Path) -> list[Path]:
    """Draw seconds and memory into ``growth.png`` and ``growth.svg``; return their paths.

    Parameters
    ----------
    rows : sequence of Row
        With ``job``, ``children``, ``seconds``, ``peak_mb``, ``status`` and ``gap_percent``.
    about : dict
        The machine and the versions, named in the picture.
    folder : Path
        Must be there.

    Raises
    ------
    InputError
        If Matplotlib is not installed.
    """
    try:
        import matplotlib as mpl
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError:
        raise not_installed("matplotlib", "pictures need it") from None
    with mpl.rc_context(_SETTINGS):
        figure = Figure(figsize=(10, 5), layout="constrained")
        FigureCanvasAgg(figure)
        for axes, (column, title) in zip(figure.subplots(1, 2), _PANELS, strict=True):
            _panel(axes, rows, column)
            axes.set(xscale="log", yscale="log", xlabel="children", ylabel=title)
            axes.xaxis.set_major_formatter("{x:,.0f}")
            axes.yaxis.set_major_formatter("{x:g}")
            axes.grid(visible=True, which="major", color="#dddddd")
        figure.axes[0].legend(frameon=False)
        figure.suptitle("Growth; hollow: stopped by the time limit, with the gap that was left")
        figure.supxlabel(in_one_line(about), fontsize=6)
        paths = [folder / "growth.png", folder / "growth.svg"]
        figure.savefig(paths[0], dpi=150, metadata={"Software": None})
        figure.savefig(paths[1], metadata={"Date": None})
    return paths


def _panel(axes: Axes, rows: Sequence[Row], column: str) -> None:
    """Draw one figure of all jobs, each seed's points joined in the order of size."""
    jobs = list(dict.fromkeys(str(row["job"]) for row in rows))
    for job, colour in zip(jobs, _COLOURS, strict=False):
        points = [
            (float(row["children"]), float(row[column]), row)  # type: ignore[arg-type]  # numbers
            for row in rows
            if row["job"] == job and row.get(column)
        ]
        points.sort(key=lambda point: point[:2])
        axes.plot([x for x, _, _ in points], [y for _, y, _ in points], color=colour, label=job)
        for x, y, row in points:
            proved = row["status"] == "optimal"
            face = colour if proved else "white"
            axes.plot([x], [y], marker="o", color=colour, markerfacecolor=face, linestyle="none")
            gap = row.get("gap_percent")
            if not proved and isinstance(gap, float):
                axes.annotate(
                    f"{gap:.2g} %",
                    (x, y),
                    (-4, 5),
                    textcoords="offset points",
                    horizontalalignment="right",
                    fontsize=7,
                    color=colour,
                )
