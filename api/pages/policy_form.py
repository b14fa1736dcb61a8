"""The form in which people change the council's policy: levels and weights as a table, limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from pydantic import ValidationError

from api.pages.forms import Form
from api.pages.language import Speech, mark
from matcher.criteria import CRITERION
from matcher.errors import Fault, InputError
from matcher.records.faults import faults_of
from matcher.records.policy import MAX_WEIGHT, Limits, Matrix, Policy

#: A form has room for so many levels; more than anybody has asked for.
MOST_LEVELS = 9
GREAT_CIRCLE = "great_circle"

#: The fields of a policy that hold one number; a share is typed in per cent.
LIMITS = tuple(Limits.model_fields)
NUMBERS = ("max_km", "school_reach_km", *LIMITS)
#: What each of them is called, and the labels of a form's other fields.
LABELS = {
    "name": mark("Name of the policy"),
    "travel": mark("How journeys are measured"),
    "max_km": mark("No home farther from the family home than (km)"),
    "school_reach_km": mark("A school is kept from homes within (km)"),
    "for_profit_ends": mark("For-profit homes in Wales take no new placement from"),
    "max_weekly_cost": mark("All placements together cost at most (pounds a week)"),
    "min_in_house_share": mark("In-house share of foster placements at least (%%)"),
    "max_out_of_county": mark("Children out of the county at most"),
    "max_moves": mark("Children under review who are moved at most"),
    "reason": mark("Why"),
    "levels": mark("Levels and weights"),
}


@dataclass(frozen=True)
class Weighed:
    """One criterion in one level, as it stands in a form.

    Attributes
    ----------
    code, meaning, unit : str
        The criterion, what it counts, in what.
    level, weight : str
        As they are typed: a level from 1, a weight from 0; empty where it does not count.
    field : str
        The id of the row's first field.
    """

    code: str
    meaning: str
    unit: str
    level: str
    weight: str
    field: str


def weighed(say: Speech, policy: Policy) -> tuple[Weighed, ...]:
    """Return every criterion of a policy by level, and then those that do not count."""
    rows = [
        (code, str(number), str(weight))
        for number, level in enumerate(policy.levels, start=1)
        for code, weight in level.items()
    ]
    used = {code for code, _, _ in rows}
    rows += [(code, "", "") for code in CRITERION if code not in used]
    return _rows(say, rows)


def sent_rows(say: Speech, form: Form) -> tuple[Weighed, ...]:
    """Return the rows of a form as it was sent."""
    return _rows(say, list(_sent(form)))


def policy_of(form: Form, before: Policy) -> Policy:
    """Return the policy that a form asks for.

    Parameters
    ----------
    form : Form
        As it was sent.
    before : Policy
        The policy that was changed: what the form has no field for stays.

    Raises
    ------
    InputError
        With every fault, its place the field.
    """
    faults: list[Fault] = []
    levels = _levels(form, faults)
    numbers = {name: _number(form, name, faults) for name in NUMBERS}
    share = numbers["min_in_house_share"]
    if share is not None:
        numbers["min_in_house_share"] = share.scaleb(-2)
    plain = {name: _plain(value) for name, value in numbers.items()}
    travel = form.value("travel", GREAT_CIRCLE)
    given: dict[str, Any] = {
        **before.model_dump(),
        "name": form.value("name").strip(),
        "levels": levels,
        "travel": travel if travel == GREAT_CIRCLE else {"matrix": travel},
        "for_profit_ends": form.value("for_profit_ends").strip() or None,
        "limits": {name: plain.pop(name) for name in LIMITS},
        **plain,
    }
    try:
        policy = _read(given)
    except InputError as error:
        known = {fault.place for fault in faults}
        faults += [one for one in error.faults if one.place not in known]
    if faults:
        raise InputError(faults)
    return policy


def first_values(policy: Policy) -> Mapping[str, str]:
    """Return what a form's fields of one value hold at first."""
    limits = policy.limits
    share = limits.min_in_house_share
    values: dict[str, Any] = {
        "name": policy.name,
        "travel": policy.travel.matrix if isinstance(policy.travel, Matrix) else GREAT_CIRCLE,
        "max_km": policy.max_km,
        "school_reach_km": policy.school_reach_km,
        "for_profit_ends": policy.for_profit_ends and policy.for_profit_ends.isoformat(),
        **dict(limits),
        "min_in_house_share": None if share is None else Decimal(str(share)).scaleb(2),
    }
    return {name: _typed(value) for name, value in values.items()}


def _rows(say: Speech, rows: Sequence[tuple[str, str, str]]) -> tuple[Weighed, ...]:
    return tuple(
        Weighed(
            code,
            say.criterion(code),
            say.shown_in(CRITERION[code].unit.en),
            level,
            weight,
            f"row_{position}",
        )
        for position, (code, level, weight) in enumerate(rows)
        if code in CRITERION
    )


def _sent(form: Form) -> Iterator[tuple[str, str, str]]:
    columns = (form.values.get(name, ()) for name in ("criterion", "level", "weight"))
    for code, level, weight in zip(*columns, strict=False):
        yield code, level.strip(), weight.strip()


def _levels(form: Form, faults: list[Fault]) -> list[dict[str, int]]:
    """Return the levels of a form's rows; levels that nothing stands in are closed up."""
    levels: dict[int, dict[str, int]] = {}
    for position, (code, level, weight) in enumerate(_sent(form)):
        if not level and not weight:
            continue
        number, by = _whole(level, 1, MOST_LEVELS), _whole(weight, 0, MAX_WEIGHT)
        place = f"row_{position}"
        if number is None:
            faults.append(
                Fault(place, mark("has a level that is none"), mark("a whole number from 1 to 9"))
            )
        if by is None:
            faults.append(
                Fault(
                    place,
                    mark("has a weight that is none"),
                    mark("a whole number from 0 to 1,000,000,000"),
                )
            )
        if number is None or by is None:
            continue
        if code in levels.setdefault(number, {}):
            faults.append(Fault(place, mark("stands in this level already"), mark("another level")))
        levels[number][code] = by
    return [levels[number] for number in sorted(levels)]


def _whole(text: str, least: int, most: int) -> int | None:
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(MAX_WEIGHT))):
        return None
    return int(text) if least <= int(text) <= most else None


def _number(form: Form, name: str, faults: list[Fault]) -> Decimal | None:
    text = form.value(name).strip().replace(",", "").removeprefix("£")
    if not text:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or len(text) > 20:
        faults.append(Fault(name, mark("is no number"), mark("a number, or nothing for no limit")))
        return None
    return number


def _plain(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _typed(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float | Decimal):
        return f"{Decimal(str(value)).normalize():f}"
    return str(value)


def _read(given: dict[str, Any]) -> Policy:
    try:
        return Policy.model_validate(given)
    except ValidationError as error:
        raise InputError(
            Fault(one.place.removeprefix("limits."), one.fault, one.accepted)
            for one in faults_of(error, Policy)
        ) from None
