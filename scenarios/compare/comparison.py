"""A comparison whole: the answers of all scenarios, and what tables and maps show them with."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from matcher.records.fields import AuthorityCode, Code, HomeKind, Record
from matcher.words import Words
from scenarios.compare.records import (
    FigureCompared,
    LevelCompared,
    PlacedDifferently,
    RegisterFacts,
    Total,
)
from scenarios.outcome import ScenarioFault
from scenarios.scenario import Said


class Spot(Record):
    """A place, to a hundredth of a degree (about 1 km): enough for a map, no address."""

    lat: float
    lon: float
    label: str | None = None


class HomeShown(Record):
    """A home, as far as tables and maps show it."""

    id: Code
    kind: HomeKind
    authority: AuthorityCode
    places: int
    spot: Spot


class ChildShown(Record):
    """A child, as far as tables and maps show it: where the family lives."""

    id: Code
    spot: Spot


class Answer(Record):
    """What a scenario comes to, beside the baseline.

    Attributes
    ----------
    name, question : str, Said
        The scenario's.
    says : tuple of Words
        What each change does.
    status : str
        ``optimal``: every level is proved; ``feasible``: time ran out before all was;
        ``failed``: there is no plan.
    faults : tuple of ScenarioFault
        Why there is no plan.
    facts : RegisterFacts or None
        Its register; None where a change could not be made.
    levels : tuple of LevelCompared
        The levels of its policy.
    totals : tuple of Total
        Criteria over the children that both registers have.
    figures : tuple of FigureCompared
        Every indicator.
    placed_differently : tuple of PlacedDifferently
        Children whose home differs, in register order, the new ones last.
    homes, children : tuple of HomeShown, tuple of ChildShown
        Those that the comparison's own lists have not, or show otherwise. Scenarios may give
        different new homes the same id.
    """

    name: Code
    question: Said
    says: tuple[Words, ...] = ()
    status: Literal["optimal", "feasible", "failed"]
    faults: tuple[ScenarioFault, ...] = ()
    facts: RegisterFacts | None = None
    levels: tuple[LevelCompared, ...] = ()
    totals: tuple[Total, ...] = ()
    figures: tuple[FigureCompared, ...] = ()
    placed_differently: tuple[PlacedDifferently, ...] = ()
    homes: tuple[HomeShown, ...] = ()
    children: tuple[ChildShown, ...] = ()


class Comparison(Record):
    """A baseline and any number of scenarios, solved alike (`cartref/comparison/1`).

    Attributes
    ----------
    authority : AuthorityCode
        The council whose register it is.
    authority_name : str
        Its name.
    as_of : date
        The day of the register that the scenarios change.
    register_sha256 : str
        What tells that register from all others.
    answers : tuple of Answer
        The baseline first.
    homes, children : tuple of HomeShown, tuple of ChildShown
        Everybody in that register.
    """

    format: Literal["cartref/comparison/1"] = "cartref/comparison/1"
    authority: AuthorityCode
    authority_name: str
    as_of: date
    register_sha256: str
    answers: tuple[Answer, ...]
    homes: tuple[HomeShown, ...]
    children: tuple[ChildShown, ...]

    @property
    def baseline(self) -> Answer:
        """What everything else is compared with."""
        return self.answers[0]

    @property
    def scenarios(self) -> tuple[Answer, ...]:
        """All but the baseline."""
        return self.answers[1:]

    def homes_of(self, answer: Answer) -> dict[str, HomeShown]:
        """Return the homes of the baseline and of a scenario, as the scenario has them, by id."""
        return {home.id: home for home in (*self.homes, *self.baseline.homes, *answer.homes)}

    def children_of(self, answer: Answer) -> dict[str, ChildShown]:
        """Return the children of the baseline and of a scenario, by id."""
        known = (*self.children, *self.baseline.children, *answer.children)
        return {child.id: child for child in known}

    def model_post_init(self, context: Any) -> None:
        """Refuse a comparison of nothing."""
        del context
        if not self.answers:
            raise ValueError("a comparison needs a baseline")
