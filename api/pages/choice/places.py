"""The map of a choice: family homes, schools, where contact takes place, and the options."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from api.pages.choice.options import Choice
from api.pages.choice.ranking_subject import RankingSubject
from api.pages.language import Speech, mark
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.records.location import Location
from scenarios.reports.charts import MarkOf, Shape

#: Options on the map: more can't be told apart.
MOST = 12
_OPTION = mark("Option, by its number")


def marks_of(asked: RankingSubject, choices: Sequence[Choice], say: Speech) -> list[MarkOf]:
    """Return the marks of a map.

    Parameters
    ----------
    asked : RankingSubject
        Whom a home is looked for.
    choices : sequence of Choice
        The options that are shown.
    say : Speech
        The language.
    """
    return [*_given(asked, say), *_options(choices, say)]


def _given(asked: RankingSubject, say: Speech) -> Iterator[MarkOf]:
    """Yield the places that the children have; who has which is written where they differ."""
    kinds: tuple[tuple[str, Shape, Callable[[Child], Location | None]], ...] = (
        (mark("Family home"), "square", lambda child: child.family_home),
        (mark("School"), "triangle", lambda child: child.school),
        (mark("Family time"), "diamond", lambda child: child.contact.at if child.contact else None),
    )
    for text, shape, place_of in kinds:
        by_place: dict[tuple[float, float], list[str]] = {}
        for child in asked.members:
            place = place_of(child)
            if place is not None:
                by_place.setdefault((place.lat, place.lon), []).append(child.id)
        differ = len(by_place) > 1
        for (lat, lon), ids in by_place.items():
            who = say.listed(ids)
            label, note = (who, "") if differ else ("", who)
            yield MarkOf(lat, lon, label, 1.0, note, shape, say.text(text))


def _options(choices: Sequence[Choice], say: Speech) -> Iterator[MarkOf]:
    """Yield the homes of the options, each with the number of the first option that it is in."""
    numbers: dict[str, list[int]] = {}
    homes: dict[str, Home] = {}
    for choice in choices[:MOST]:
        for place in choice.places:
            if place.home is not None:
                homes[place.home.id] = place.home
                numbers.setdefault(place.home.id, []).append(choice.number or 0)
    for id_, home in homes.items():
        note = f"{say.name(home.kind)}, {_label(home.location, say)}"
        first, *more = numbers[id_]
        if more:
            listed = say.listed(numbers[id_])
            note += f"; {say.text(mark('options %(numbers)s'), numbers=listed)}"
        at = home.location
        kind = say.text(_OPTION)
        yield MarkOf(at.lat, at.lon, id_, 1.0, note, kind=kind, inside=str(first or ""))


def _label(place: Location, say: Speech) -> str:
    return place.label or say.name("unlabelled")
