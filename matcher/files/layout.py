"""The tables and their columns: the one description that all that touches tables is made of.

Reading, writing, the template and its notes follow it. A column's name is its path in the
record, with dots.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from matcher.files.cells import (
    CODE,
    CODES,
    DAY,
    NUMBER,
    OTHERS,
    PREFERRED_NEEDS,
    REQUIRED_NEEDS,
    TEXT,
    TRUTH,
    WHOLE,
    WHOLES,
    ZONES,
    Kind,
    choice,
    choices,
)
from matcher.records import fields
from matcher.records.child import Child, SiblingGroup
from matcher.records.fields import Record
from matcher.records.home import Home
from matcher.records.register import Register

#: Steps into a record: field names, and positions in a fixed list.
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes
    ----------
    name : str
        The heading.
    kind : Kind
        What its cells hold.
    meaning : str
        For people.
    example : str
        As it would be typed.
    default : str or None
        What an empty cell, or no such column, means; None where the column must be there
        and filled.
    path : tuple
        Where the value stands in the record; from the name, unless said otherwise.
    blank : bool
        The column must be there, but its cells may be empty: an empty list.
    """

    name: str
    kind: Kind
    meaning: str
    example: str
    default: str | None = None
    path: Path = ()
    blank: bool = False

    def __post_init__(self) -> None:
        if not self.path:
            object.__setattr__(self, "path", tuple(self.name.split(".")))

    @property
    def required(self) -> bool:
        """Whether the column must be there."""
        return self.default is None


@dataclass(frozen=True)
class Table:
    """A table: its name, the record that a row is, and its columns in order."""

    name: str
    record: type[Record]
    columns: tuple[Column, ...]

    @cached_property
    def required(self) -> tuple[str, ...]:
        """The names of the columns that must be there."""
        return tuple(column.name for column in self.columns if column.required)

    @cached_property
    def blank(self) -> tuple[str, ...]:
        """The lists that must be there but may be empty."""
        return tuple(column.name for column in self.columns if column.blank)

    def at(self, loc: Path) -> tuple[Column, ...]:
        """Return the columns that a place in the record concerns.

        Those below the place, labels aside, or else those that the place is part of.
        """
        below = [c for c in self.columns if c.path[: len(loc)] == loc and loc]
        above = [c for c in self.columns if loc[: len(c.path)] == c.path]
        telling = [c for c in below if c.path[-1] != "label"]
        return tuple(telling or below or above)


def _place(prefix: str, what: str, default: str | None = None) -> tuple[Column, ...]:
    """Return the three columns of a location."""
    return (
        Column(f"{prefix}.lat", NUMBER, f"latitude of {what}, degrees", "52.2415", default),
        Column(f"{prefix}.lon", NUMBER, f"longitude of {what}, degrees", "-3.3787", default),
        Column(
            f"{prefix}.label", TEXT, f"town or postcode district of {what}", "Builth Wells", "none"
        ),
    )


REGISTER = Table(
    "register",
    Register,
    (
        Column("as_of", DAY, "the day that the register shows", "2026-11-02"),
        Column("authority.code", CODE, "the council's code in official statistics", "W06000023"),
        Column("authority.name", TEXT, "the council's name", "Powys"),
        Column(
            "authority.neighbours",
            CODES,
            "codes of the neighbouring authorities",
            "W06000002;E06000051",
            "none",
        ),
    ),
)

CHILDREN = Table(
    "children",
    Child,
    (
        Column("id", CODE, "pseudonym, unique across children, groups and homes", "C001"),
        Column("date_of_birth", DAY, "not after as_of, and under 21 then", "2015-06-14"),
        Column("gender", choice(fields.Gender), "gender", "female"),
        *_place("family_home", "the family home"),
        *_place("school", "the present school or nursery", "no school"),
        Column("exam_year", TRUTH, "key stage 4 (school years 10 and 11)", "no", "false"),
        *_place("contact.at", "family time", "no contact"),
        Column("contact.per_week", WHOLE, "how often family time is, a week", "2", "no contact"),
        Column("languages", CODES, "languages, the first language first", "cy;en"),
        Column(
            "needs_required",
            REQUIRED_NEEDS,
            "needs that a home must provide for",
            "autism",
            "none",
            ("needs",),
        ),
        Column(
            "needs_preferred",
            PREFERRED_NEEDS,
            "needs that a home had better provide for",
            "medical;parenting_support",
            "none",
            ("needs",),
        ),
        Column("placement.home", CODE, "id of the home the child lives in", "H001", "no placement"),
        Column("placement.since", DAY, "since when", "2025-06-03", "no placement"),
        Column(
            "status",
            choice(fields.Status),
            "waiting: needs a home now; review: may stay or move; settled: stays",
            "review",
        ),
        Column("placement_type", choice(fields.PlacementType), "what is asked for", "long_term"),
        Column("needed_by", DAY, "when the home is needed", "2026-11-16", "as_of"),
        Column("moves_12m", WHOLE, "placement moves in the last 12 months", "1", "0"),
        Column(
            "alongside",
            choice(fields.Alongside),
            "who the child can be cared for with, siblings excepted",
            "any",
            "any",
        ),
        Column("smoke_free", TRUTH, "needs a smoke-free home whatever the age", "no", "false"),
        Column("apart_from", CODES, "ids of children never in one home with", "C002", "none"),
        Column("exclusion_zones", ZONES, "circles with no home inside", "52.51,-3.31,5.5", "none"),
        Column("declined_by", CODES, "ids of homes that said no to this child", "H002", "none"),
    ),
)

SIBLING_GROUPS = Table(
    "sibling_groups",
    SiblingGroup,
    (
        Column("id", CODE, "pseudonym, unique across children, groups and homes", "S001"),
        Column("children", CODES, "ids of two or more children", "C001;C002"),
        Column(
            "together",
            choice(fields.Together),
            "must: in one home or left as they are; prefer: where possible",
            "prefer",
        ),
    ),
)

HOMES = Table(
    "homes",
    Home,
    (
        Column("id", CODE, "pseudonym, unique across children, groups and homes", "H001"),
        Column("provider", TEXT, "the fostering service, agency or company", "Powys Fostering"),
        Column("kind", choice(fields.HomeKind), "kind of home", "in_house_foster"),
        Column("authority", CODE, "code of the authority the home stands in", "W06000023"),
        *_place("location", "the home"),
        Column("places", WHOLE, "children it may have, at least 1", "3"),
        Column(
            "bedrooms", WHOLE, "bedrooms for looked-after children", "2", "unknown: not checked"
        ),
        Column("ages.min", WHOLE, "lowest approved age, years", "0", None, ("ages", 0)),
        Column("ages.max", WHOLE, "highest approved age, years", "17", None, ("ages", 1)),
        Column("genders", choices(fields.Gender), "approved genders", "female;male", "all"),
        Column(
            "placement_types",
            choices(fields.PlacementType),
            "approved placement types; empty: none",
            "short_term;long_term",
            blank=True,
        ),
        Column("provides", CODES, "codes of needs that the home provides for", "autism", "none"),
        Column("languages", CODES, "languages spoken in the home", "en;cy"),
        Column("reserved_for", CODES, "ids of the only children it is for", "C001", "open to all"),
        Column("fostering_limit", WHOLE, "raised where an exemption is granted", "3", "3"),
        Column("smokers", TRUTH, "somebody smokes", "no", "false"),
        Column("for_profit", TRUTH, "the provider is run for profit", "no", "false"),
        Column("household_ages", WHOLES, "ages of the carers' own children", "12;16", "none"),
        Column(
            "other_children",
            OTHERS,
            "looked-after children placed by someone else",
            "8 male;11 female",
            "none",
        ),
        Column("open", TRUTH, "taking referrals", "yes", "true"),
        Column("available_from", DAY, "when it can take children", "2026-12-01", "now"),
        Column("weekly_cost", NUMBER, "pounds a week for one child", "494.09"),
    ),
)

#: The tables of a register, in the order in which they are written.
TABLES = (REGISTER, CHILDREN, SIBLING_GROUPS, HOMES)

#: A sheet for people, which is not read.
NOTES = "notes"
