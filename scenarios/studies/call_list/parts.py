"""What a call list is made of."""

from __future__ import annotations

from matcher.records.fields import Code, HomeKind, Record
from matcher.words import Words
from scenarios.reports.language import Language
from scenarios.studies._level_words import Counts, difference_in_words
from scenarios.studies._whole_plans import LevelSum


class OneHome(Record):
    """A child's home in an option; None is no home."""

    child: Code
    home: Code | None


class Affected(Record):
    """Another child whose home is not that in the best plan.

    Attributes
    ----------
    child : str
        The child.
    best, home : str or None
        The home in the best plan of all, and in the best plan with the option.
    """

    child: Code
    best: Code | None
    home: Code | None


class Call(Record):
    """An option to ring for, and what a yes is worth.

    Attributes
    ----------
    children : tuple of OneHome
        The home of each member of the request.
    rung : tuple of str
        The homes to ring: those that somebody would come to.
    kinds : tuple of str
        Their kinds.
    yes : tuple of float
        How likely each says yes.
    ranked : int or None
        Its place in the ranking, everybody else staying as they are; None: it is possible only
        once others move, or (siblings) not among the first that were looked at.
    reached, taken : float
        The chance that it is tried, and that it is where the request comes to live.
    reached_as_ranked, taken_as_ranked : float
        The same where homes are rung in ranked order.
    levels : tuple of LevelSum
        Of the best plan for everybody that contains it.
    costs : tuple of LevelSum
        The same less the best plan of all: what taking it costs everybody together.
    others : tuple of Affected
        Other children who would live elsewhere. Which of equally good plans is found means
        nothing, so some may differ for no reason.
    """

    children: tuple[OneHome, ...]
    rung: tuple[Code, ...]
    kinds: tuple[HomeKind, ...]
    yes: tuple[float, ...]
    ranked: int | None
    reached: float
    taken: float
    reached_as_ranked: float
    taken_as_ranked: float
    levels: tuple[LevelSum, ...]
    costs: tuple[LevelSum, ...]
    others: tuple[Affected, ...]

    def whom(self, say: Language) -> str:
        """Return the homes to ring and, for siblings, who would live where."""
        if len(self.children) == 1:
            return ", ".join(self.rung)
        homes: dict[str | None, list[str]] = {}
        for one in self.children:
            homes.setdefault(one.home, []).append(one.child)
        none = say(Words("no home", "dim cartref"))
        return "; ".join(f"{home or none}: {', '.join(ids)}" for home, ids in homes.items())

    def why(self, counts: Counts, say: Language) -> str:
        """Return why it stands where it does: what it costs everybody, and who pays."""
        cost = difference_in_words(self.costs, counts, say)
        if cost is None:
            return say(Words("costs nobody anything", "nid yw'n costio dim i neb"))
        told = [say(Words(f"costs all together {cost}", f"yn costio i bawb gyda'i gilydd {cost}"))]
        told.extend(self._pays(one, say) for one in self._displaced())
        return "; ".join(told)

    def _displaced(self) -> list[Affected]:
        """Return those who lose a home that is rung, or any home at all."""
        return [one for one in self.others if one.best in self.rung or one.home is None]

    @staticmethod
    def _pays(one: Affected, say: Language) -> str:
        if one.home is None:
            return say(
                Words(
                    f"{one.child} could have lived in {one.best} and has no home then",
                    f"gallai {one.child} fod wedi byw yn {one.best} ac nid oes ganddo gartref "
                    "wedyn",
                )
            )
        return say(
            Words(
                f"{one.child} lives in {one.home} then, not in {one.best}",
                f"mae {one.child} yn byw yn {one.home} wedyn, nid yn {one.best}",
            )
        )


class Outlook(Record):
    """What an order comes to on average.

    Attributes
    ----------
    nobody : float
        The chance that every home rung refuses.
    levels : tuple of LevelSum
        The expected levels of the plan for everybody.
    costs : tuple of LevelSum
        The same less the best plan of all.
    """

    nobody: float
    levels: tuple[LevelSum, ...]
    costs: tuple[LevelSum, ...]
