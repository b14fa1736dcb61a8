"""The reasons in words, in both languages; the Welsh is a draft."""

from __future__ import annotations

from collections.abc import Sequence

from matcher import together
from matcher.amounts import amount, level_unit
from matcher.household import HOUSEHOLD_RULES, LOAD_RULES
from matcher.limits import LIMITS
from matcher.records.policy import Policy
from matcher.rules import RULES
from matcher.words import Words
from scenarios.compare.records import Reason, WhichSide

#: What each rule and limit says, by code.
MEANINGS: dict[str, Words] = {
    **{one.code: one.meaning for one in (*RULES, *HOUSEHOLD_RULES, *LIMITS)},
    together.CODE: together.MEANING,
}
_LOADS = frozenset(rule.code for rule in LOAD_RULES)
_IN: dict[WhichSide, Words] = {
    "baseline": Words("In the baseline", "Yn y llinell sylfaen"),
    "scenario": Words("In the scenario", "Yn y senario"),
}


def child_new(child: str) -> Reason:
    """Say that the child is not in the baseline's register."""
    text = Words(
        f"{child} is a new child, whom the baseline does not have.",
        f"Mae {child} yn blentyn newydd, nad yw yn y llinell sylfaen.",
    )
    return Reason(code="child_new", of="scenario", text=text)


def child_gone(child: str) -> Reason:
    """Say that the child is not in the scenario's register."""
    text = Words(
        f"{child} is no longer looked after in the scenario.",
        f"Nid yw {child} yn derbyn gofal mwyach yn y senario.",
    )
    return Reason(code="child_gone", of="scenario", text=text)


def child_changed(child: str, fields: Sequence[str]) -> Reason:
    """Say that the scenario changes facts about the child itself."""
    named = ", ".join(field.replace("_", " ") for field in fields)
    text = Words(
        f"The scenario changes facts about {child}: {named}.",
        f"Mae'r senario yn newid ffeithiau am {child}: {named}.",
    )
    return Reason(code="child_changed", of="scenario", text=text)


def locked(of: WhichSide, child: str, home: str) -> Reason:
    """Say that the pair is asked for."""
    text = Words(
        f"{_IN[of].en} {child} in {home} was asked for.",
        f"{_IN[of].cy} gofynnwyd am {child} yn {home}.",
    )
    return Reason(code="locked", of=of, home=home, text=text)


def forbidden(of: WhichSide, child: str, home: str) -> Reason:
    """Say that the pair is forbidden."""
    text = Words(
        f"{_IN[of].en} {child} in {home} was forbidden.",
        f"{_IN[of].cy} gwaharddwyd {child} yn {home}.",
    )
    return Reason(code="forbidden", of=of, home=home, text=text)


def settled(of: WhichSide, child: str, home: str | None) -> Reason:
    """Say that the child is settled in its present home."""
    text = Words(
        f"{_IN[of].en} {child} is settled in {home} and stays there.",
        f"{_IN[of].cy} mae {child} wedi setlo yn {home} ac yn aros yno.",
    )
    return Reason(code="settled", of=of, home=home, text=text)


def home_new(home: str) -> Reason:
    """Say that the home is not in the baseline's register."""
    text = Words(
        f"{home} is a new home, which the baseline does not have.",
        f"Mae {home} yn gartref newydd, nad yw yn y llinell sylfaen.",
    )
    return Reason(code="home_new", of="scenario", home=home, text=text)


def home_gone(home: str) -> Reason:
    """Say that the home is not in the scenario's register."""
    text = Words(
        f"There is no {home} in the scenario.",
        f"Nid oes {home} yn y senario.",
    )
    return Reason(code="home_gone", of="scenario", home=home, text=text)


def refused(of: WhichSide, child: str, home: str, codes: Sequence[str]) -> Reason:
    """Say that rules keep the child out of the home, whoever else lives there."""
    text = Words(
        f"{_IN[of].en} {home} can't take {child} ({', '.join(codes)}). {_say(codes).en}",
        f"{_IN[of].cy} ni all {home} gymryd {child} ({', '.join(codes)}). {_say(codes).cy}",
    )
    return Reason(code="refused", of=of, home=home, rules=tuple(codes), text=text)


def household(of: WhichSide, home: str, codes: Sequence[str]) -> Reason:
    """Say that those whom the other plan has in the home can't live there together."""
    text = Words(
        f"{_IN[of].en} {home} can't have all who live there in the other plan "
        f"({', '.join(codes)}). {_say(codes).en}",
        f"{_IN[of].cy} ni all {home} gael pawb sy'n byw yno yn y cynllun arall "
        f"({', '.join(codes)}). {_say(codes).cy}",
    )
    return Reason(code="household", of=of, home=home, rules=tuple(codes), text=text)


def others(
    of: WhichSide, child: str, home: str, children: Sequence[str], codes: Sequence[str]
) -> Reason:
    """Say that children who live elsewhere in the other plan leave no room, or exclude it."""
    named = Words(_ids(children, "and"), _ids(children, "a"))
    if _LOADS.intersection(codes):
        text = Words(
            f"{_IN[of].en} the room for {child} in {home} is taken by {named.en} "
            f"({', '.join(codes)}).",
            f"{_IN[of].cy} cymerir y lle i {child} yn {home} gan {named.cy} ({', '.join(codes)}).",
        )
    else:
        text = Words(
            f"{_IN[of].en} {home} has {named.en}, with whom {child} can't live there "
            f"({', '.join(codes)}). {_say(codes).en}",
            f"{_IN[of].cy} mae {named.cy} yn {home}, na all {child} fyw yno gyda nhw "
            f"({', '.join(codes)}). {_say(codes).cy}",
        )
    return Reason(
        code="others", of=of, home=home, children=tuple(children), rules=tuple(codes), text=text
    )


def siblings(of: WhichSide, child: str, home: str, group: Sequence[str]) -> Reason:
    """Say that siblings who must be together would not be."""
    text = Words(
        f"{_IN[of].en} {child} alone in {home} would be apart from {_ids(group, 'and')}. "
        f"{together.MEANING.en}",
        f"{_IN[of].cy} byddai {child} ar wahân yn {home} i {_ids(group, 'a')}. "
        f"{together.MEANING.cy}",
    )
    return Reason(
        code="siblings",
        of=of,
        home=home,
        children=tuple(group),
        rules=(together.CODE,),
        text=text,
    )


def limits(of: WhichSide, child: str, home: str, codes: Sequence[str]) -> Reason:
    """Say that a limit on the whole plan would be broken, everybody else as planned."""
    text = Words(
        f"{_IN[of].en} {child} in {home} would break a limit ({', '.join(codes)}). "
        f"{_say(codes).en}",
        f"{_IN[of].cy} byddai {child} yn {home} yn torri terfyn ({', '.join(codes)}). "
        f"{_say(codes).cy}",
    )
    return Reason(code="limits", of=of, home=home, rules=tuple(codes), text=text)


def whole_plan(of: WhichSide, child: str, home: str, levels: tuple[int, ...], by: Policy) -> Reason:
    """Say what a home that is possible would do to the plan, all else as planned."""
    where = _IN[of]
    first = next((number for number, one in enumerate(levels, 1) if one), None)
    if first is None:
        code = "equally_good"
        text = Words(
            f"{where.en} {home} would be just as good for {child}: "
            "which of equally good plans is given means nothing.",
            f"{where.cy} byddai {home} cystal i {child}: nid yw'n golygu dim pa un o'r cynlluniau "
            "cystal a roddir.",
        )
    else:
        unit = level_unit(by.levels[first - 1])
        extra = amount(levels[first - 1], unit, signed=True)
        if levels[first - 1] > 0:
            code = "worse"
            text = Words(
                f"{where.en} {home} is possible for {child} too, but worse for everybody "
                f"together: {extra.en} at level {first}, all else as planned.",
                f"{where.cy} mae {home} yn bosibl i {child} hefyd, ond yn waeth i bawb gyda'i "
                f"gilydd: {extra.cy} ar lefel {first}, a phopeth arall fel y cynlluniwyd.",
            )
        else:
            code = "not_proved"
            text = Words(
                f"{where.en} {home} would be better for {child} ({extra.en} at level {first}): "
                "the search was stopped early.",
                f"{where.cy} byddai {home} yn well i {child} ({extra.cy} ar lefel {first}): "
                "stopiwyd y chwilio'n gynnar.",
            )
    return Reason(code=code, of=of, home=home, levels=levels, text=text)


def _say(codes: Sequence[str]) -> Words:
    meanings = [MEANINGS[code] for code in codes]
    return Words(" ".join(one.en for one in meanings), " ".join(one.cy for one in meanings))


def _ids(ids: Sequence[str], joined: str) -> str:
    return f" {joined} ".join(filter(None, [", ".join(ids[:-1]), *ids[-1:]]))
