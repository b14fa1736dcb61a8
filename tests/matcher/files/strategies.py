"""Registers of every shape for property tests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, get_args

from hypothesis import strategies as st

from matcher.records import fields
from matcher.records.register import FIRST_AS_OF, LAST_AS_OF, Register

#: Text that a spreadsheet would take for something else, or that is hard to write.
TRICKY = (
    *("007", "1e5", "TRUE", "false", "=1+1", "+1", "-1", "@a", "02/11/2026", "2026-11-02"),
    *("nan", "Infinity", "null", "None", "#N/A", "1,5", "12.0", "9999999999999999999", ";"),
    *(
        "_x0041_",
        "_x0041_x0042_",
        "a_x005F_x0041_x0042_b",
        "'1",
        "'=1",
        "''@",
        '"',
        'a"b',
        "<x>",
        "&amp;",
        "ŵ",
        "😀",
    ),
    *("\u2028x", "\x85x", "\x80"),
)

_REFUSED = [*range(0x20), 0x7F, 0xFFFE, 0xFFFF]
_texts = st.sampled_from(TRICKY) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters=list(map(chr, _REFUSED))),
    min_size=1,
    max_size=8,
)
texts = _texts.map(str.strip).filter(bool)
codes = texts.map(lambda text: text.replace(";", "").strip()).filter(bool)
codes_list = st.lists(codes, max_size=3)
counts = st.integers(0, 1_000_000)
truths = st.booleans()
authorities = st.from_regex(r"\A[EWSN][0-9]{8}\Z")


def numbers(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(low, high, allow_nan=False)


def optional(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def one_of(values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(get_args(values))


def some_of(values: Any, least: int = 0) -> st.SearchStrategy[Any]:
    return st.lists(one_of(values), min_size=least, max_size=4)


def locations(labels: bool = True) -> st.SearchStrategy[dict[str, Any]]:
    label = optional(texts) if labels else st.none()
    return st.fixed_dictionaries({"lat": numbers(49, 61), "lon": numbers(-9, 2), "label": label})


@st.composite
def registers(draw: st.DrawFn) -> Register:
    """Draw a sound register; zone centres have no label, which tables don't hold."""
    as_of = draw(st.dates(FIRST_AS_OF, LAST_AS_OF))
    ids = draw(st.lists(codes, unique=True, max_size=8))
    cut = draw(st.integers(0, len(ids)))
    child_ids, home_ids = ids[:cut], ids[cut:]
    grouped = len(child_ids) >= 2 and len(home_ids) >= 1
    group_ids = [home_ids.pop()] if grouped else []
    some_children = st.lists(st.sampled_from(child_ids), max_size=3) if child_ids else st.just([])
    some_homes = st.lists(st.sampled_from(home_ids), max_size=3) if home_ids else st.just([])
    days = st.dates(fields.FIRST_DAY, fields.LAST_DAY)

    def child(own: str) -> st.SearchStrategy[dict[str, Any]]:
        others = some_children.map(lambda found: [other for other in found if other != own])
        placements = st.fixed_dictionaries(
            {"home": st.sampled_from(home_ids) if home_ids else st.nothing(), "since": days}
        )
        placed = placements if home_ids else st.none()
        needs = st.fixed_dictionaries({"code": codes, "required": truths})
        zones = st.fixed_dictionaries(
            {"centre": locations(labels=False), "radius_km": numbers(0, 1000)}
        )
        contact = st.fixed_dictionaries({"at": locations(), "per_week": counts})
        return st.fixed_dictionaries(
            {
                "id": st.just(own),
                "date_of_birth": st.integers(0, 7000).map(lambda n: as_of - timedelta(n)),
                "gender": one_of(fields.Gender),
                "family_home": locations(),
                "school": optional(locations()),
                "exam_year": truths,
                "contact": optional(contact),
                "languages": st.lists(codes, min_size=1, max_size=3),
                "needs": st.lists(needs, max_size=4),
                "placement": placed,
                "status": one_of(fields.Status) if home_ids else st.just("waiting"),
                "placement_type": one_of(fields.PlacementType),
                "needed_by": optional(days),
                "moves_12m": counts,
                "alongside": one_of(fields.Alongside),
                "smoke_free": truths,
                "apart_from": others,
                "exclusion_zones": st.lists(zones, max_size=2),
                "declined_by": some_homes,
            }
        )

    def home(own: str) -> st.SearchStrategy[dict[str, Any]]:
        other = st.fixed_dictionaries({"age": counts, "gender": one_of(fields.Gender)})
        return st.fixed_dictionaries(
            {
                "id": st.just(own),
                "provider": texts,
                "kind": one_of(fields.HomeKind),
                "authority": authorities,
                "location": locations(),
                "places": st.integers(1, 1_000_000),
                "bedrooms": optional(counts),
                "ages": st.lists(counts, min_size=2, max_size=2).map(sorted),
                "genders": some_of(fields.Gender, least=1),
                "placement_types": some_of(fields.PlacementType),
                "provides": codes_list,
                "languages": st.lists(codes, min_size=1, max_size=3),
                "reserved_for": some_children,
                "fostering_limit": counts,
                "smokers": truths,
                "for_profit": truths,
                "household_ages": st.lists(counts, max_size=3),
                "other_children": st.lists(other, max_size=2),
                "open": truths,
                "available_from": optional(days),
                "weekly_cost": numbers(0, 1_000_000),
            }
        )

    return Register.model_validate(
        {
            "format": "cartref/register/1",
            "as_of": as_of,
            "authority": {
                "code": draw(authorities),
                "name": draw(texts),
                "neighbours": draw(st.lists(authorities, max_size=2)),
            },
            "children": [draw(child(own)) for own in child_ids],
            "sibling_groups": [
                {"id": own, "children": child_ids[:2], "together": draw(one_of(fields.Together))}
                for own in group_ids
            ],
            "homes": [draw(home(own)) for own in home_ids],
        }
    )
