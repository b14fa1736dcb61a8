"""Choices in the words of one language: where homes are, what scores are made of, what it costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from api.pages.choice.options import Choice, score_level
from api.pages.choice.reasons import REASONS, Reason
from api.pages.fields import field_name, field_value
from api.pages.language import Speech, mark
from matcher.amounts import POINTS, level_unit
from matcher.case import Case
from matcher.criteria import CRITERION
from matcher.records.child import Child
from matcher.records.explanation import Obstacle
from matcher.records.home import Home
from matcher.words import Words

_NONE = "\N{EN DASH}"
#: What an officer has to know of a child to choose a home, where the register says anything.
_FACTS = (
    "status",
    "needed_by",
    "placement_type",
    "placement",
    "needs",
    "languages",
    "alongside",
    "smoke_free",
    "exam_year",
    "moves_12m",
    "apart_from",
    "declined_by",
)
#: What each kind of decision is called.
KINDS = {
    "offered": mark("home asked"),
    "declined": mark("declined by the home"),
    "accepted": mark("accepted"),
    "ended": mark("placement ended"),
}
#: What the best plan does with a child.
CHANGES = {
    "placed": mark("%(child)s is placed in %(home)s."),
    "moved": mark("%(child)s moves to %(home)s."),
    "stays": mark("%(child)s stays in %(home)s."),
}


@dataclass(frozen=True)
class OptionPresenter:
    """Tells of choices.

    Attributes
    ----------
    say : Speech
        The language.
    case : Case
        The register and the policy.
    """

    say: Speech
    case: Case

    def where(self, home: Home) -> str:
        """Return where a home is: its place, and the council where that is another."""
        place = home.location.label or self.say.name("unlabelled")
        if not self.case.out_of_county(home):
            return place
        authority = self.say.name(home.authority)
        return self.say.text(
            mark("%(place)s, %(authority)s (out of county)"), place=place, authority=authority
        )

    def kind(self, kind: str) -> str:
        """Return what a kind of decision is called."""
        return self.say.text(KINDS[kind])

    def home(self, id_: str) -> Home:
        """Return a home of the register."""
        return self.case.homes[id_]

    def change(self, child: str, home: str, change: str) -> str:
        """Return what the best plan does with a child that has a home in it."""
        return self.say.text(CHANGES[change], child=child, home=home)

    def reasons(self, obstacles: Sequence[Obstacle]) -> list[Reason]:
        """Return what stops a home, in words of both languages."""
        return [
            REASONS.get(one.code) or Reason(one.code, Words(one.reason, one.reason), None)
            for one in obstacles
        ]

    def criterion_name(self, code: str) -> str:
        """Return what a criterion counts, as a heading."""
        text = self.say.criterion(code)
        return text[:1].upper() + text[1:]

    def criterion(self, code: str, value: int) -> str:
        """Return the value of a criterion with its unit."""
        return self.say.amount(value, CRITERION[code].unit.en)

    def household(self, home: Home, children: Sequence[Child]) -> list[str]:
        """Return who else lives in a home: looked-after children, others', the carers' own."""
        say = self.say

        def told(age: int, gender: str) -> str:
            return f"{say.count('%(n)s year', '%(n)s years', age)}, {say.name(gender)}"

        rows = [f"{one.id} ({told(self.case.age(one), one.gender)})" for one in children]
        rows += [
            say.text(mark("placed by others: %(who)s"), who=told(one.age, one.gender))
            for one in home.other_children
        ]
        if home.household_ages:
            ages = say.listed(home.household_ages)
            rows.append(say.text(mark("the carers' own children: %(ages)s years"), ages=ages))
        return rows

    def tenths(self, value: int | None) -> str:
        """Return a distance in tenths of a km to read; a dash for none."""
        return _NONE if value is None else self.say.amount(value, "tenths of a km")

    def contact(self, value: int | None) -> str:
        """Return what is travelled for family time in a week; a dash for none."""
        return _NONE if value is None else self.say.amount(value, "tenths of a km a week")

    def cost(self, home: Home) -> str:
        """Return what a home costs a week for each child."""
        return self.say.amount(home.weekly_cost, "pounds a week")

    def points(self, value: int) -> str:
        """Return a score to read."""
        return self.say.amount(value, POINTS.en)

    def bar(self, choice: Choice) -> list[tuple[str, int, str]]:
        """Return what a score is made of: what, how much, and how much to read."""
        return [
            (
                f"{self.say.criterion(part.code)} "
                f"({self.say.amount(part.value, CRITERION[part.code].unit.en)})",
                part.points,
                self.points(part.points),
            )
            for part in choice.parts
        ]

    @property
    def score_place(self) -> int | None:
        """Which level scores are of, from 1; None where there is none."""
        at = score_level(self.case)
        return None if at is None else at + 1

    def levels(self, values: Sequence[int], *, signed: bool = False) -> list[tuple[str, str]]:
        """Return what each level counts, and its amount with the unit."""
        return [
            (self._level(place), self._amount(place, value, signed=signed))
            for place, value in enumerate(values)
        ]

    def together_costs(self, values: Sequence[int]) -> list[str]:
        """Return what an option costs everybody together, level by level; nothing for zeros."""
        return [
            f"{self._level(place)}: {self._amount(place, value, signed=True)}"
            for place, value in enumerate(values)
            if value
        ]

    def facts(self, child: Child) -> list[tuple[str, str]]:
        """Return what is to be known of a child: what it is called, and what it is."""
        say = self.say
        record = child.model_dump(mode="json")
        years = say.count("%(n)s year", "%(n)s years", self.case.age(child))
        rows = [(say.text(mark("Age and gender")), f"{years}, {say.name(child.gender)}")]
        for name in _FACTS:
            value = record[name]
            plain = value in (None, [], False, "any") or (name == "moves_12m" and not value)
            if not plain:
                text = field_name(say, name)
                rows.append((text[:1].upper() + text[1:], field_value(say, name, value)))
        rows.append((say.text(mark("Family home")), self._label(child.family_home.label)))
        if child.school is not None:
            rows.append((say.text(mark("School")), self._label(child.school.label)))
        if child.contact is not None:
            times = say.count("%(n)s time a week", "%(n)s times a week", child.contact.per_week)
            told = f"{self._label(child.contact.at.label)}, {times}"
            rows.append((say.text(mark("Family time")), told))
        return rows

    def _label(self, label: str | None) -> str:
        return label or self.say.name("unlabelled")

    def _level(self, place: int) -> str:
        level = self.case.policy.levels[place]
        if level_unit(level) == POINTS.en:
            return self.say.text(mark("weighed criteria"))
        return self.say.level(level)

    def _amount(self, place: int, value: int, *, signed: bool) -> str:
        unit = level_unit(self.case.policy.levels[place])
        return self.say.amount(value, unit, signed=signed)
