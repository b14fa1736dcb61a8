"""The map of a choice: family homes, schools, where contact takes place, and the options."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from api.pages.choice.asked import Asked
from api.pages.choice.options import Choice
from api.pages.language import Speech, mark
from matcher.records.location import Location
from scenarios.reports.charts import MarkOf

#: How large marks are beside each other, by area: what stays, and what may be chosen.
_GIVEN, _OPTION = 4.0, 1.0
#: Options on the map: more can't be told apart.
MOST = 12


def marks_of(asked: Asked, choices: Sequence[Choice], say: Speech) -> list[MarkOf]:
    """Return the marks of a map.

    Parameters
    ----------
    asked : Asked
        Whom a home is looked for.
    choices : sequence of Choice
        The options that are shown.
    say : Speech
        The language.
    """
    by_place: dict[tuple[float, float, str], list[str]] = {}
    for child in asked.members:
        for text, place in (
            (mark("Family home"), child.family_home),
            (mark("School"), child.school),
            (mark("Family time"), child.contact.at if child.contact else None),
        ):
            if place is not None:
                by_place.setdefault((place.lat, place.lon, say.text(text)), []).append(child.id)
    given = [
        MarkOf(lat, lon, name, _GIVEN, say.listed(ids))
        for (lat, lon, name), ids in by_place.items()
    ]
    return [*given, *_options(choices, say)]


def _options(choices: Sequence[Choice], say: Speech) -> Iterator[MarkOf]:
    seen: set[str] = set()
    for choice in choices[:MOST]:
        for place in choice.places:
            home = place.home
            if home is not None and home.id not in seen:
                seen.add(home.id)
                note = f"{say.name(home.kind)}, {_label(home.location, say)}"
                yield MarkOf(home.location.lat, home.location.lon, home.id, _OPTION, note)


def _label(place: Location, say: Speech) -> str:
    return place.label or say.name("unlabelled")
