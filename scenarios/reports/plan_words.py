"""What is said of a plan, in both languages: changes, proofs, warnings, criteria in short."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from matcher.criteria import CRITERION
from matcher.records.plan import LevelValue
from matcher.records.policy import Limits
from matcher.words import Words
from scenarios.changes.limits import SetLimits
from scenarios.reports.language import Language

CHANGES: dict[str, Words] = {
    "placed": Words("placed", "wedi'i leoli"),
    "moved": Words("moved", "wedi'i symud"),
    "stays": Words("stays", "yn aros lle y mae"),
    "unplaced": Words("without a home", "heb gartref"),
}
STATUSES: dict[str | None, Words] = {
    "optimal": Words(
        "Proved best: no plan within the rules and limits is better at any level.",
        "Wedi'i brofi'n orau: nid oes cynllun o fewn y rheolau a'r terfynau sy'n well ar unrhyw "
        "lefel.",
    ),
    "feasible": Words(
        "The best plan found before the search ended; below is what is proved of each level.",
        "Y cynllun gorau a gafwyd cyn i'r chwilio ddod i ben; isod y mae'r hyn a brofwyd am bob "
        "lefel.",
    ),
    None: Words("A plan without a proof.", "Cynllun heb brawf."),
}
WARNINGS: dict[str, Words] = {
    "cannot_unite": Words(
        "Siblings who cannot all live together",
        "Brodyr a chwiorydd na allant oll fyw gyda'i gilydd",
    ),
    "standing_breach": Words(
        "Stays where a rule would refuse a newcomer today",
        "Yn aros lle byddai rheol yn gwrthod newydd-ddyfodiad heddiw",
    ),
    "ages_out": Words(
        "Soon older than the home is approved for",
        "Cyn hir yn hŷn na'r oedrannau y cymeradwywyd y cartref ar eu cyfer",
    ),
    "limit_leaves_unplaced": Words(
        "Without a home because of a limit", "Heb gartref oherwydd terfyn"
    ),
}
#: Criteria that are told by an amount, and those that only are so or not.
_MEASURED: dict[str, Words] = {
    "distance_home": Words("{} from the family home", "{} o gartref y teulu"),
    "distance_school": Words("{} from school", "{} o'r ysgol"),
    "contact_travel": Words("{} of travel for family time", "{} o deithio ar gyfer amser teulu"),
    "weekly_cost": Words("{}", "{}"),
    "unmet_preferences": Words("preferences not met: {}", "dewisiadau heb eu diwallu: {}"),
}
_SO: dict[str, Words] = {
    "out_of_county": Words("out of the county", "y tu allan i'r sir"),
    "school_change": Words("change of school", "newid ysgol"),
    "language": Words(
        "first language not spoken in the home", "iaith gyntaf heb ei siarad yn y cartref"
    ),
    "beyond_20_miles": Words("more than 20 miles from home", "mwy nag 20 milltir o gartref"),
}


def in_short(criteria: Mapping[str, int], say: Language) -> Iterator[str]:
    """Yield what the criteria of a placement say, in a few words each: distances first.

    The kind of home, kin or not, its area, and that a child moves are told elsewhere.

    Parameters
    ----------
    criteria : mapping of str to int
        Of an assignment, by code, in the unit of each.
    say : Language
        The language.
    """
    for code, words in _MEASURED.items():
        value = criteria.get(code, 0)
        if code in criteria and (value or code == "distance_home"):
            yield say(words).format(say.amount(value, CRITERION[code].unit.en))
    for code, words in _SO.items():
        if criteria.get(code):
            yield say(words)


def proof(level: LevelValue, unit: str, say: Language) -> str:
    """Return what is proved of a level: that it is best, or what it is at least."""
    if level.bound is None:
        return say(Words("nothing proved yet", "dim wedi'i brofi eto"))
    if level.bound == level.value:
        return say(Words("proved best", "wedi'i brofi'n orau"))
    least = say.amount(level.bound, unit)
    return say(Words(f"at least {least}", f"o leiaf {least}"))


def limits(set_limits: Limits, say: Language) -> str:
    """Return the limits that are set, in words; empty where none is."""
    given = {code: getattr(set_limits, code) for code in set_limits.set_codes()}
    return say(SetLimits.model_validate(given).says) if given else ""
