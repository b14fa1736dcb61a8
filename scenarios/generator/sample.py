"""A made-up register in the shape of Powys, Wales or England, of any size.

The children, their families and the homes are drawn by the figures of
`scenarios.generator.figures`; the same seed gives the same register to the byte, on every
platform and Python.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import chain

from matcher.errors import Fault, InputError
from matcher.records.register import FIRST_AS_OF, LAST_AS_OF, Register
from scenarios.generator import figures
from scenarios.generator.areas import AREAS
from scenarios.generator.chance import Chance
from scenarios.generator.drafts import ChildDraft, FamilyDraft, Record
from scenarios.generator.families import make_families
from scenarios.generator.homes import make_general
from scenarios.generator.placing import Placer
from scenarios.generator.status import close_some, complete, review_some

#: England looks after about 84,000 children.
MOST_CHILDREN = 100_000
AS_OF = date(2026, 11, 2)


def sample_register(
    seed: int, children: int | None = None, as_of: date = AS_OF, area: str = "powys"
) -> Register:
    """Return a made-up register.

    Parameters
    ----------
    seed : int
        At least 0; the same seed, size and day give the same register.
    children : int, optional
        How many children, 0 to 100,000; as many as the area looks after if not given. Homes in
        proportion, about 208 for 245.
    as_of : datetime.date
        The register's day, in the years 2000 to 2100.
    area : str
        One of `scenarios.generator.areas.AREAS`. In the register of a country its authority, and
        that of each home, is the country; a child is placed by the council that it lives in.

    Returns
    -------
    Register
        Valid, and lawful as it stands: where children live now breaks no rule.

    Raises
    ------
    InputError
        If an argument is out of its range.
    """
    _refuse_out_of_range(seed, children, as_of, area)
    covered, chance = AREAS[area], Chance(seed)
    number = covered.children if children is None else children
    families = make_families(covered, number, as_of, chance)
    everybody = [child for family in families for child in family.children]
    _number([child.record for child in everybody], "C")
    general = make_general(covered, families, chance)
    placer = Placer(covered, general, chance)
    for family in sorted(families, key=lambda family: -family.days_in_care):
        placer.place(family)
    _find_kin(families, placer, chance)
    homes = [*chain.from_iterable(general.values()), *placer.family_homes]
    _number([home.record for home in homes], "H")
    review_some(families, chance)
    for child in everybody:
        complete(child, general[child.family.council.code], placer, as_of, chance)
    _keep_apart(families, chance)
    close_some(list(chain.from_iterable(general.values())), as_of, chance)
    return Register.model_validate(
        {
            "format": "cartref/register/1",
            "as_of": as_of,
            "authority": {
                "code": covered.code,
                "name": covered.name,
                "neighbours": covered.neighbours,
            },
            "children": [child.record for child in everybody],
            "sibling_groups": _groups(families, chance),
            "homes": [home.record for home in homes],
        }
    )


def _refuse_out_of_range(seed: int, children: int | None, as_of: date, area: str) -> None:
    faults = []
    if seed < 0:
        faults.append(Fault("seed", "is negative", "a whole number, 0 or more"))
    if children is not None and not 0 <= children <= MOST_CHILDREN:
        faults.append(Fault("children", "is out of range", f"0 to {MOST_CHILDREN}"))
    if not FIRST_AS_OF <= as_of <= LAST_AS_OF:
        faults.append(Fault("as_of", "is out of range", f"{FIRST_AS_OF} to {LAST_AS_OF}"))
    if area not in AREAS:
        faults.append(Fault("area", f"{area!r} is no area", ", ".join(AREAS)))
    if faults:
        raise InputError(faults)


def _number(records: Sequence[Record], letter: str) -> None:
    """Give each an id, all of one width."""
    width = max(4, len(str(len(records))))
    for position, record in enumerate(records, start=1):
        record["id"] = f"{letter}{position:0{width}d}"


def _find_kin(families: Sequence[FamilyDraft], placer: Placer, chance: Chance) -> None:
    """Let a relative be found for some of the waiting families."""
    for family in families:
        waiting = [child for child in family.children if child.waiting]
        if waiting and chance.happens(figures.KIN_FOUND):
            placer.reserve("kinship", waiting)


def _keep_apart(families: Sequence[FamilyDraft], chance: Chance) -> None:
    """Let a few children never live with another of the council, who lives elsewhere today."""
    of_council: dict[str, list[ChildDraft]] = {}
    for family in families:
        of_council.setdefault(family.council.code, []).extend(family.children)
    for child in chain.from_iterable(family.children for family in families):
        if chance.happens(figures.APART_FROM):
            other = chance.pick(of_council[child.family.council.code])
            strangers = other.family is not child.family
            if strangers and (other.home is not child.home or child.waiting):
                child.record["apart_from"] = [other.record["id"]]


def _groups(families: Sequence[FamilyDraft], chance: Chance) -> list[Record]:
    """Return the sibling groups; those who live together are mostly to stay together."""
    siblings = [family for family in families if len(family.children) > 1]
    width = max(3, len(str(len(siblings))))
    groups = []
    for position, family in enumerate(siblings, start=1):
        split = len({id(child.home) for child in family.children}) > 1
        groups.append(
            {
                "id": f"S{position:0{width}d}",
                "children": [child.record["id"] for child in family.children],
                "together": "must" if chance.happens(0.1 if split else 0.6) else "prefer",
            }
        )
    return groups
