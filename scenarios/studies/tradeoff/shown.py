"""A trade-off curve in sentences, tables and a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.criteria import CRITERION
from matcher.words import Words
from scenarios.reports.charts import PointOf, point_chart
from scenarios.reports.language import Language
from scenarios.reports.picture import Picture
from scenarios.reports.tables import Amount, Table
from scenarios.reports.tables._base import Cell
from scenarios.studies.tradeoff.axes import Axis
from scenarios.studies.tradeoff.records import Point

if TYPE_CHECKING:
    from scenarios.studies.tradeoff import Tradeoff

#: What the axes and columns of criteria are called that people choose most; others by meaning.
_SHORT = {
    "distance_home": Words("distance from family", "pellter o'r teulu"),
    "weekly_cost": Words("weekly cost", "cost wythnosol"),
    "moves": Words("moves, earlier ones too", "symudiadau, rhai cynharach hefyd"),
}
_BETWEEN = {
    "nothing": Words("nothing: proved", "dim: wedi'i brofi"),
    "unweighable": Words("perhaps some, no corner", "rhai efallai, dim cornel"),
    "unknown": Words("not known", "anhysbys"),
}
_BEFORE_NEXT = Words("before the next point", "cyn y pwynt nesaf")
_NO_HOME = Words("no home", "dim cartref")


def _name(axis: Axis) -> Words:
    return _SHORT.get(axis.code, axis.meaning)


def headline(study: Tradeoff, say: Language) -> str:
    """Return how many points there are, and what lies between the ends."""
    across, down = study.axes
    if not study.points:
        return say(
            Words(
                "No point of the curve was proved in the time given.",
                "Ni phrofwyd unrhyw bwynt o'r gromlin yn yr amser a roddwyd.",
            )
        )
    first, last = study.points[0], study.points[-1]
    n = len(study.points)
    if n == 1 and study.both_ends:
        text = Words(
            "One plan is best in both: {here}. There is nothing to trade.",
            "Mae un cynllun orau yn y ddau: {here}. Nid oes dim i'w gyfnewid.",
        )
    else:
        text = Words(
            "{n} best trade-offs between {across} and {down}, {which}: from {here} to {there}.",
            "{n} cyfaddawd gorau rhwng {across} a {down}, {which}: o {here} i {there}.",
        )
    return say(text).format(
        n=n,
        across=say(_name(across)),
        down=say(_name(down)),
        which=say(_which(study)),
        here=_where(study, first.across, first.down, say),
        there=_where(study, last.across, last.down, say),
    )


def _which(study: Tradeoff) -> Words:
    if study.is_complete:
        return Words("every one there is", "pob un sydd")
    if study.has_all_corners:
        return Words(
            "every one that some weights would choose before all others",
            "pob un y byddai rhyw bwysau'n ei ddewis o flaen pob un arall",
        )
    return Words("not all there may be", "nid pob un a all fod")


def _where(study: Tradeoff, across: int, down: int, say: Language) -> str:
    one, other = study.axes
    return f"{say.amount(across, one.unit)}, {say.amount(down, other.unit)}"


def exactness(study: Tradeoff, say: Language) -> str:
    """Return what is proved, and whether there may be other points."""
    said = [
        Words(
            "Every point is a whole plan, proved: no plan has less of one without more of the "
            "other, among those that keep the best values of the levels before: "
            f"{_held(study, Language('en'))}. Sums count waiting and review children.",
            "Cynllun cyfan yw pob pwynt, wedi'i brofi: nid oes gan unrhyw gynllun lai o un heb "
            "fwy o'r llall, ymhlith y rhai sy'n cadw gwerthoedd gorau'r lefelau o'u blaen: "
            f"{_held(study, Language('cy'))}. Mae'r symiau'n cyfrif plant sy'n aros neu dan "
            "adolygiad.",
        ),
        _found(study),
    ]
    if study.stopped:
        said.append(
            Words(
                "The study was stopped before it was done.",
                "Stopiwyd yr astudiaeth cyn iddi orffen.",
            )
        )
    elif len(study.points) >= study.most_points and not study.is_complete:
        said.append(
            Words(
                f"No more than {study.most_points} points were looked for.",
                f"Ni chwiliwyd am fwy na {study.most_points} o bwyntiau.",
            )
        )
    elif not study.has_all_corners:
        said.append(
            Words(
                "Plans that were not proved in the time given are left out.",
                "Gadewir allan gynlluniau nas profwyd yn yr amser a roddwyd.",
            )
        )
    return " ".join(map(say, said))


def _held(study: Tradeoff, say: Language) -> str:
    return "; ".join(say.level(level) for level in study.held) or say.level({})


def _found(study: Tradeoff) -> Words:
    if study.is_complete:
        return Words(
            "These are all such points: that nothing lies between them is proved too.",
            "Dyma bob pwynt o'r fath: profwyd hefyd nad oes dim rhyngddynt.",
        )
    if study.has_all_corners and not study.bounded:
        return Words(
            "These are all corners of the curve: every point that some weights of the two would "
            "choose before all others. Between two corners there may be points that no weights "
            "choose; neither sum can be limited exactly, so they were not looked for.",
            "Dyma holl gorneli'r gromlin: pob pwynt y byddai rhyw bwysau o'r ddau'n ei ddewis o "
            "flaen pob un arall. Rhwng dwy gornel gall fod pwyntiau nad yw unrhyw bwysau'n eu "
            "dewis; ni ellir cyfyngu'r naill swm na'r llall yn union, felly ni chwiliwyd amdanynt.",
        )
    if study.has_all_corners:
        return Words(
            "All corners of the curve are among them; between some points there may be others.",
            "Mae holl gorneli'r gromlin yn eu plith; rhwng rhai pwyntiau gall fod eraill.",
        )
    return Words(
        "Between some points there may be others, corners too.",
        "Rhwng rhai pwyntiau gall fod eraill, corneli hefyd.",
    )


def tables(study: Tradeoff, say: Language) -> list[Table]:
    """Return the points, and who lives elsewhere at each."""
    return [_points(study, say), _elsewhere(study, say)]


def _points(study: Tradeoff, say: Language) -> Table:
    across, down = study.axes
    shown = {axis.criterion for axis in study.axes}
    others = [
        code for code in (study.points[0].totals if study.points else ()) if code not in shown
    ]
    befores = [None, *study.points]

    def row(number: int, before: Point | None, one: Point) -> list[Cell]:
        changes: list[Cell] = ["", ""]
        if before is not None:
            changes = [
                Amount(one.across - before.across, across.unit, signed=True),
                Amount(one.down - before.down, down.unit, signed=True),
            ]
        return [
            str(number),
            Amount(one.across, across.unit),
            Amount(one.down, down.unit),
            *changes,
            *(Amount(one.totals[code], CRITERION[code].unit.en) for code in others),
            Amount(len(one.elsewhere), "children"),
            *between(number, one),
        ]

    def between(number: int, one: Point) -> list[Cell]:
        if study.is_complete:
            return []
        return ["" if number == len(study.points) else say(_BETWEEN[one.next])]

    more = Words("change of {}", "newid: {}")
    return Table(
        say(Words("The best trade-offs", "Y cyfaddawdau gorau")),
        (
            say(Words("point", "pwynt")),
            *(say(_name(axis)) for axis in study.axes),
            *(say(more).format(say(_name(axis))) for axis in study.axes),
            *(say(_name(Axis(code))) for code in others),
            say(Words("other homes than by the policy", "cartrefi eraill na'r polisi")),
            *((say(_BEFORE_NEXT),) if not study.is_complete else ()),
        ),
        [
            row(number, before, one)
            for number, (before, one) in enumerate(zip(befores, study.points, strict=False), 1)
        ],
    )


def _elsewhere(study: Tradeoff, say: Language) -> Table:
    none = say(_NO_HOME)
    return Table(
        say(
            Words(
                "Who lives elsewhere than in the policy's plan",
                "Pwy sy'n byw mewn man arall i gynllun y polisi",
            )
        ),
        (
            say(Words("point", "pwynt")),
            say(Words("child", "plentyn")),
            say(Words("home by the policy", "cartref yn ôl y polisi")),
            say(Words("home at this point", "cartref ar y pwynt hwn")),
        ),
        [
            (str(number), child.child, child.policy_home or none, child.home or none)
            for number, point in enumerate(study.points, 1)
            for child in point.elsewhere
        ],
    )


def pictures(study: Tradeoff, say: Language) -> list[Picture]:
    """Return the curve."""
    across, down = study.axes
    title = say(Words("{} against {}", "{} yn erbyn {}")).format(
        say(_name(down)), say(_name(across))
    )
    points = [PointOf(one.across, one.down) for one in study.points]
    svg = point_chart(
        title,
        points,
        say(_name(across)),
        across.unit,
        say(_name(down)),
        down.unit,
        say,
        steps=study.is_complete,
    )
    own = study.policy_point
    note = Words(
        "Each point is a plan; below and to the left of the line there is none."
        if study.is_complete
        else "Each point is a plan; below and to the left of it there is none.",
        "Cynllun yw pob pwynt; islaw ac i'r chwith o'r llinell nid oes yr un."
        if study.is_complete
        else "Cynllun yw pob pwynt; islaw ac i'r chwith ohono nid oes yr un.",
    )
    text = say(note)
    if own is not None:
        where = _where(study, own.across, own.down, say)
        by = Words(f"The policy's own plan has {where}.", f"Cynllun y polisi ei hun: {where}.")
        text = f"{text} {say(by)}"
    return [Picture(title, svg, text)]
