from __future__ import annotations

import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from matcher.errors import MAX_FAULTS
from matcher.files import read_register
from matcher.files.json_text import JsonText
from tests.matcher.files.examples import as_json, example, faults, places, sound

HEAD = '{"format": "cartref/register/1", "as_of": "2026-11-02", '


def spoil(change: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
    data = example()
    change(data)
    return data


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    path.write_text(json.dumps(example()), encoding="utf-8-sig")
    assert read_register(path) == sound()


def test_pieces_may_cut_the_file_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = example()
    data["authority"]["name"] = "Tŷ 😀"
    path = tmp_path / "r.json"
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False), encoding="utf-8")
    whole = read_register(path)
    for size in (1, 2, 3, 7):
        monkeypatch.setattr("matcher.files.json_text._PIECE", size)
        assert read_register(path) == whole


def test_a_number_is_not_taken_before_its_end(tmp_path: Path) -> None:
    path = tmp_path / "n.json"
    path.write_text("123456")
    with path.open("rb") as file:
        assert JsonText(file, path).value() == 123456


@pytest.mark.parametrize(
    ("change", "place", "fault", "accepted"),
    [
        (lambda d: d.pop("format"), "format", "is missing", "cartref/register/1"),
        (lambda d: d.pop("homes"), "homes", "is missing", ""),
        (lambda d: d["children"][1].pop("gender"), "children[1].gender", "is missing", ""),
        (lambda d: d["children"][1].update(gendr="x"), "children[1].gendr",
         "is not a field of the format", "gender (the likely one)"),
        (lambda d: d.update(child=[]), "child", "is not a field of the format",
         "children (the likely one)"),
        (lambda d: d["children"][0].update(date_of_birth="2015-02-30"),
         "children[0].date_of_birth", "is a date that does not exist", "2026-11-02"),
        (lambda d: d["children"][0].update(moves_12m="1"), "children[0].moves_12m",
         "is not a whole number", "a whole number"),
        (lambda d: d["children"][0]["family_home"].update(lat=-3.3, lon=52.2),
         "children[0].family_home", "has lat and lon swapped", "lat 49 to 61, lon -9 to 2"),
        (lambda d: d["homes"][1].update(id="C1"), "homes[1].id",
         "C1 is already the id at children[0].id", "an id of its own"),
        (lambda d: d["children"][0].update(declined_by=["H9"]), "children[0].declined_by[0]",
         "no home has the id H9", "the id of a home of the register"),
        (lambda d: d["sibling_groups"].append({**d["sibling_groups"][0], "id": "S2"}),
         "sibling_groups[1].children[0]", "C1 is already in group S1", "at most one group"),
        (lambda d: d["sibling_groups"][0].update(children=["C1"]),
         "sibling_groups[0].children", "has too few items", "at least 2"),
        (lambda d: d["children"][0].update(placement=None), "children[0]",
         "is review but has no placement", "a placement, or status waiting"),
        (lambda d: d["homes"][0].update(ages=[17, 0]), "homes[0].ages",
         "has the lowest age above the highest", "[lowest, highest]"),
        (lambda d: d["homes"][0].update(weekly_cost=float("nan")), "homes[0].weekly_cost",
         "is not a finite number", "a number"),
        (lambda d: d["homes"][0]["location"].update(lat=float("inf")), "homes[0].location.lat",
         "is not a finite number", "a number"),
        (lambda d: d["children"].append(3), "children[2]", "is not an object", "an object"),
        (lambda d: d.update(children={}), "children", "is not a list", "a list"),
        (lambda d: d["authority"].update(name="\ud800"), "authority.name",
         "has a control character", "one line of plain text"),
        (lambda d: d.update(format="cartref/register/2"), "format",
         "is version 2 of the format, which is not known", "cartref/register/1"),
        (lambda d: d.update(format="cartref/plan/1"), "format",
         "says that this is a plan, not a register", "cartref/register/1"),
        (lambda d: d.update(format="geojson"), "format", "is not a format of this engine",
         "cartref/register/1"),
        (lambda d: d.update(format=1), "format", "is none of the values allowed",
         "cartref/register/1"),
        (lambda d: d["homes"][0].update(places=10**5000), "homes[0].places",
         "is not a whole number", "a whole number"),
    ],
)  # fmt: skip
def test_each_fault_has_its_place_and_what_would_do(
    tmp_path: Path, change: Callable[[dict[str, Any]], Any], place: str, fault: str, accepted: str
) -> None:
    data = spoil(change)
    places_too_long = data["homes"][0]["places"] if "homes" in data else 0
    if places_too_long > 10**4000:  # Python would not write it
        data["homes"][0]["places"] = "HERE"
    text = json.dumps(data).replace('"HERE"', "1" * 5001)
    (tmp_path / "r.json").write_text(text)
    found = faults(tmp_path / "r.json")
    assert (place, fault) in [(f.place, f.fault) for f in found]
    assert any(accepted in f.accepted for f in found if f.place == place)


def test_one_fault_is_one_line(tmp_path: Path) -> None:
    for change in (
        lambda d: d.pop("homes"),
        lambda d: d.pop("format"),
        lambda d: d["homes"][0].update(weekly_cost=float("nan")),
    ):
        assert len(faults(as_json(tmp_path / "r.json", spoil(change)))) == 1


def test_all_faults_come_together_in_the_order_of_the_file(tmp_path: Path) -> None:
    data = example()
    data["as_of"] = "2026-13-01"
    data["homes"][1]["kind"] = "castle"
    data["children"][1]["apart_from"] = ["C9"]
    data["children"][0]["gender"] = "girl"
    data["sibling_groups"][0]["children"][1] = "C8"
    found = faults(as_json(tmp_path / "r.json", data))
    assert places(found) == [
        "as_of",
        "children[0].gender",
        "children[1].apart_from[0]",
        "sibling_groups[0].children[1]",
        "homes[1].kind",
    ]


def test_no_value_is_repeated_in_a_message(tmp_path: Path) -> None:
    data = example()
    data["children"][0]["date_of_birth"] = "1999-09-09"
    data["children"][1]["family_home"] = {"lat": 77.123, "lon": 1}
    data["children"][1]["gender"] = "secret"
    found = faults(as_json(tmp_path / "r.json", data))
    assert len(found) == 3
    assert not any(s in str(found) for s in ("1999", "77.123", "secret"))


@pytest.mark.parametrize(
    ("text", "place", "fault"),
    [
        (HEAD + '"as_of": "2026-11-03"}', "as_of", "is given twice"),
        (HEAD + '"children": [], "children": [{}]}', "children", "is given twice"),
        (HEAD + '"children": [{"id": "C1", "id": "C2"}]}', "children[0]", "gives id twice"),
        (HEAD + '"authority": {"name": "a", "name": "b"}}', "authority", "gives name twice"),
    ],
)
def test_repeated_keys_are_faults(tmp_path: Path, text: str, place: str, fault: str) -> None:
    (tmp_path / "r.json").write_text(text)
    assert (place, fault) in [(f.place, f.fault) for f in faults(tmp_path / "r.json")]


@pytest.mark.parametrize(
    ("text", "where", "fault"),
    [
        (HEAD + '"children": [', "line 1, column 70", "is cut off: the file ends in the middle"),
        (HEAD + '"children": [{"id": "C', "line 1, column 77",
         "is cut off: the file ends in the middle"),
        (HEAD + '\n"children": [] "homes": []}', "line 2, column 16",
         "is not JSON: expecting another character"),
        (HEAD + '"children": [}', "line 1, column 70", "is not JSON: expecting value"),
        (HEAD + "x: 1}", "line 1, column 57", "is not JSON: expecting another character"),
        (HEAD + '"homes": []} {}', "line 1", "goes on after its end"),
        (HEAD + '"children": [' + "[" * 200_000, "line 1, column 70", "is nested too deeply"),
        ("{" + '"a":{' * 200_000, "line 1, column 6", "is nested too deeply"),
        ("x", "line 1, column 1", "is not JSON: expecting another character"),
    ],
)  # fmt: skip
def test_text_that_is_not_json_is_placed_by_line_and_column(
    tmp_path: Path, text: str, where: str, fault: str
) -> None:
    path = tmp_path / "r.json"
    path.write_text(text)
    found = faults(path)
    assert fault in [f.fault for f in found]
    broken = next(f for f in found if f.fault == fault)
    assert broken.place in (f"{path}, {where}", str(path))


def test_what_was_found_before_the_file_breaks_is_told_too(tmp_path: Path) -> None:
    (tmp_path / "r.json").write_text(HEAD + '"children": [1, {"id"')
    found = faults(tmp_path / "r.json")
    assert [f.fault for f in found] == [
        "is not an object",
        "is cut off: the file ends in the middle",
    ]


@pytest.mark.parametrize("unit", ["1,", "{},", "[],", '"x",', "null,", '{"id":1,"id":2},'])
def test_rubbish_is_given_up_after_the_first_thousand_faults(tmp_path: Path, unit: str) -> None:
    path = tmp_path / "r.json"
    path.write_text(HEAD + '"children": [' + unit * 2_000_000)
    tracemalloc.start()
    found = faults(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(found) == MAX_FAULTS + 1
    assert found[-1].place == str(path)
    assert found[-1].fault == "reading stopped after 1000 faults; there may be more"
    assert peak < 40_000_000


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (HEAD + '"children": [{"id": "' + "x" * 8_000_000, "holds one value of more than"),
        (HEAD + '"moves": ' + "1" * 8_000_000, "holds one value of more than"),
        ('{"type": "x", "features": [' + '{"a":1},' * 1_000_000, "holds one value of more than"),
        (HEAD + '"authority": {"neighbours": [' + "1," * 200_000 + "1]}}", "has too many items"),
        (HEAD + '"children": [{"languages": [' + "1," * 200_000 + "1]}]}", "has too many items"),
    ],
)
def test_a_value_without_end_is_given_up(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "r.json"
    path.write_text(text)
    tracemalloc.start()
    found = faults(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found[-1].fault.startswith(fault)
    assert peak < 60_000_000


def test_a_thousand_sound_records_and_a_thousand_faults_are_told_apart(tmp_path: Path) -> None:
    data = example()
    data["homes"] = [{**data["homes"][1], "id": f"H{n}"} for n in range(1, 1500)]
    data["children"][0]["declined_by"] = ["X"] * 1500
    found = faults(as_json(tmp_path / "r.json", data))
    assert len(found) == MAX_FAULTS + 1
    assert found[0].place == "children[0].declined_by[0]"
