"""The elements of a policy that have a price: the policy with each of them, and without."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from matcher.errors import Fault, InputError
from matcher.limits import LIMITS
from matcher.words import Words
from scenarios.inputs import Inputs

#: Powys strategy; asked for where the policy sets no share of its own.
IN_HOUSE_TARGET = 0.7
_SHARE = "min_in_house_share"


@dataclass(frozen=True)
class Element:
    """One thing that a policy wants.

    Attributes
    ----------
    code : str
        Its name.
    says : Words
        The same for people.
    criteria : tuple of str
        The criteria that ask for it, wherever they stand in the policy.
    limit : str or None
        The limit that enforces it.
    splits : bool
        Whether, without it, groups that must stay together need not.
    """

    code: str
    says: Words
    criteria: tuple[str, ...] = ()
    limit: str | None = None
    splits: bool = False

    def is_in(self, inputs: Inputs) -> bool:
        """Return whether the policy, or a sibling group, asks for it at all."""
        return bool(
            any(level.get(code) for level in inputs.policy.levels for code in self.criteria)
            or (self.limit and getattr(inputs.policy.limits, self.limit) is not None)
            or (
                self.splits
                and any(one.together == "must" for one in inputs.register.sibling_groups)
            )
        )

    def having(self, inputs: Inputs, target: float) -> Inputs:
        """Return the inputs with it; only the in-house share comes in where it is not yet.

        Parameters
        ----------
        inputs : Inputs
            What the plan is made from.
        target : float
            The in-house share, from 0 to 1.
        """
        if self.limit == _SHARE and not self.is_in(inputs):
            return _with_limit(inputs, _SHARE, target)
        return inputs

    def without(self, inputs: Inputs) -> Inputs:
        """Return the inputs without it.

        What it asked for then only decides between plans that are otherwise equally good, so
        that an element which costs nothing changes nothing.
        """
        levels = inputs.policy.levels
        kept = [
            {code: by for code, by in level.items() if code not in self.criteria}
            for level in levels
        ]
        last: dict[str, int] = {}
        for level in levels:
            for code in self.criteria:
                if level.get(code):
                    last[code] = last.get(code, 0) + level[code]
        inputs = inputs.with_policy(levels=[level for level in (*kept, last) if level])
        if self.limit:
            inputs = _with_limit(inputs, self.limit, None)
        if self.splits:
            groups = [{**dict(one), "together": "prefer"} for one in inputs.register.sibling_groups]
            inputs = inputs.edited(sibling_groups=groups)
        return inputs


def _with_limit(inputs: Inputs, code: str, value: float | None) -> Inputs:
    return inputs.with_policy(limits={**dict(inputs.policy.limits), code: value})


#: What a limit is called; the in-house target stands first.
_LIMITS = {
    _SHARE: Words("the in-house target", "y targed mewnol"),
    "max_weekly_cost": Words("the limit of the weekly cost", "y terfyn ar y gost wythnosol"),
    "max_out_of_county": Words(
        "the limit of children out of county", "y terfyn ar blant y tu allan i'r sir"
    ),
    "max_moves": Words("the limit of moves", "y terfyn ar symudiadau"),
}

ELEMENTS: tuple[Element, ...] = (
    Element("in_house_first", Words("in-house first", "mewnol yn gyntaf"), ("setting",)),
    Element("in_house_target", _LIMITS[_SHARE], limit=_SHARE),
    Element(
        "siblings_together",
        Words("siblings together", "brodyr a chwiorydd gyda'i gilydd"),
        ("siblings_apart",),
        splits=True,
    ),
    Element(
        "county_border",
        Words("the county border", "ffin y sir"),
        ("out_of_county", "area_order"),
    ),
    Element("few_moves", Words("few moves", "ychydig o symudiadau"), ("moves",)),
    Element("kin_first", Words("parents and kin first", "rhieni a theulu'n gyntaf"), ("not_kin",)),
    Element("same_school", Words("the same school", "yr un ysgol"), ("school_change",)),
    Element("first_language", Words("the first language", "yr iaith gyntaf"), ("language",)),
    Element(
        "near_family",
        Words("near the family", "yn agos at y teulu"),
        ("distance_home", "beyond_20_miles"),
    ),
    Element("low_cost", Words("the lowest cost", "y gost isaf"), ("weekly_cost",)),
    *(
        Element(limit.code, _LIMITS[limit.code], limit=limit.code)
        for limit in LIMITS
        if limit.code != _SHARE
    ),
)
ELEMENT = {one.code: one for one in ELEMENTS}


def elements_of(codes: Collection[str]) -> tuple[Element, ...]:
    """Return elements by code; all of them where none is named.

    Raises
    ------
    InputError
        With every code that is not one, or is there twice.
    """
    faults = list(_faults(tuple(codes)))
    if faults:
        raise InputError(faults)
    return tuple(ELEMENT[code] for code in codes) or ELEMENTS


def _faults(codes: tuple[str, ...]) -> Iterator[Fault]:
    for position, code in enumerate(codes):
        if code not in ELEMENT:
            yield Fault(f"elements[{position}]", "is no element of a policy", ", ".join(ELEMENT))
        elif code in codes[:position]:
            yield Fault(f"elements[{position}]", f"{code} is there twice", "each element once")
