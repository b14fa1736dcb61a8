from __future__ import annotations

from pathlib import Path

import pytest

from matcher.errors import InputError
from matcher.files import read_register, write_register
from matcher.records.register import Register
from tests.matcher.files.examples import as_folder, faults, places, sound, spoilt, tables


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    folder = as_folder(tmp_path / "r", tables())
    for path in folder.iterdir():
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert read_register(folder) == sound()


def test_a_missing_file_is_told_with_the_likely_one(tmp_path: Path) -> None:
    folder = as_folder(tmp_path / "r", spoilt("children", 2, "gender", "girl"))
    (folder / "homes.csv").rename(folder / "home.csv")
    found = faults(folder)
    assert [(f.place, f.fault) for f in found] == [
        ("file homes.csv", "is missing in the folder; home.csv is likely meant"),
        ("file children.csv, row 2, column gender", "is none of the values allowed"),
    ]


def test_an_empty_folder_lacks_all_four_files(tmp_path: Path) -> None:
    assert places(faults(tmp_path)) == [
        "file register.csv", "file children.csv", "file sibling_groups.csv", "file homes.csv"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "place", "fault"),
    [
        (b"", "homes.csv", "is empty"),
        (b"id,provider\r\nH1,\xff\r\n", "file homes.csv, from row 1 on", "is not UTF-8 text"),
        (b"id;provider;kind\r\n1;2;3\r\n", "file homes.csv",
         "has cells that are not separated by commas"),
        (b'id,provider\r\nH1,"open', "file homes.csv, row 2",
         "is broken: unexpected end of data"),
        (b"id,provider\r\nH1," + b"x" * 4_000_001, "file homes.csv, row 2",
         "is broken: a line without end"),
        (b"id,provider\r\nH1," + b"x" * 200_000, "file homes.csv, row 2",
         "is broken: field larger than field limit (131072)"),
        (b"PK\x03\x04", "homes.csv", "is a workbook or another zip file, not what its name says"),
        (b"\x00\x00\x00", "homes.csv",
         "is a binary file, or text in UTF-16, not what its name says"),
    ],
)  # fmt: skip
def test_a_broken_file_is_told_with_the_faults_of_the_others(
    tmp_path: Path, content: bytes, place: str, fault: str
) -> None:
    folder = as_folder(tmp_path / "r", spoilt("children", 2, "gender", "girl"))
    (folder / "homes.csv").write_bytes(content)
    found = faults(folder)
    assert "file children.csv, row 2, column gender" in places(found)
    assert (place, fault) in [(f.place.removeprefix(f"{folder}/"), f.fault) for f in found]


def test_rows_are_counted_as_a_spreadsheet_does(tmp_path: Path) -> None:
    folder = as_folder(tmp_path / "r", spoilt("homes", 3, "places", "0"))
    lines = (folder / "homes.csv").read_bytes().split(b"\r\n")
    lines[1] = lines[1].replace(b"Powys Fostering", b'"Powys\nFostering"')
    (folder / "homes.csv").write_bytes(b"\r\n".join([lines[0], b"", *lines[1:]]))
    assert places(faults(folder)) == [
        "file homes.csv, row 3, column provider",
        "file homes.csv, row 4, column places",
    ]


def test_a_list_longer_than_a_cell_is_refused_and_nothing_written(tmp_path: Path) -> None:
    data = sound().model_dump()
    data["homes"][0]["provides"] = [f"need number {n}" for n in range(10_000)]
    with pytest.raises(InputError) as caught:
        write_register(Register.model_validate(data), tmp_path / "r")
    assert places(list(caught.value.faults)) == ["file homes.csv, row 2, column provides"]
    assert list(tmp_path.iterdir()) == []


def test_other_files_of_a_folder_stay(tmp_path: Path) -> None:
    folder = as_folder(tmp_path / "r", spoilt("homes", 3, "places", "2"))
    (folder / "letter.txt").write_text("mine")
    write_register(sound(), folder)
    assert read_register(folder) == sound()
    assert (folder / "letter.txt").read_text() == "mine"
    assert len(list(folder.iterdir())) == 5
    assert list(tmp_path.iterdir()) == [folder]


def test_a_folder_with_a_dot_in_its_name_is_written_if_it_exists(tmp_path: Path) -> None:
    folder = tmp_path / "powys.2026"
    folder.mkdir()
    write_register(sound(), folder)
    assert read_register(folder) == sound()
