from __future__ import annotations

import struct
import tracemalloc
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import pytest

from matcher.errors import InputError
from matcher.files import csv_zip, read_register, write_register
from tests.matcher.files.examples import as_folder, faults, places, sound, spoilt, tables

Files = Mapping[str, bytes]


def files(folder: Path, content: dict[str, list[list[object]]] | None = None) -> dict[str, bytes]:
    """Return the four CSV files of tables, by name."""
    made = as_folder(folder / "made", content or tables())
    return {path.name: path.read_bytes() for path in sorted(made.iterdir())}


def zipped(path: Path, content: Files, way: int = zipfile.ZIP_DEFLATED) -> Path:
    """Write a zip file."""
    with zipfile.ZipFile(path, "w", way) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return path


def said(path: Path) -> list[tuple[str, str]]:
    """Return place and fault of everything that is said against a zip file."""
    return [(f.place.removeprefix(f"{path.parent}/"), f.fault) for f in faults(path)]


def test_the_same_register_is_the_same_bytes(tmp_path: Path) -> None:
    write_register(sound(), tmp_path / "a.zip")
    write_register(sound(), tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert [(info.filename, info.date_time[0]) for info in archive.infolist()] == [
            ("register.csv", 1980), ("children.csv", 1980),
            ("sibling_groups.csv", 1980), ("homes.csv", 1980),
        ]  # fmt: skip


def test_it_holds_what_a_folder_holds(tmp_path: Path) -> None:
    write_register(sound(), tmp_path / "r.zip")
    write_register(sound(), tmp_path / "r")
    with zipfile.ZipFile(tmp_path / "r.zip") as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    assert inside == {path.name: path.read_bytes() for path in (tmp_path / "r").iterdir()}


@pytest.mark.parametrize("way", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_folder_inside_and_what_systems_add_are_passed_over(tmp_path: Path, way: int) -> None:
    content = {
        "powys/": b"",
        **{f"powys/{name}": data for name, data in files(tmp_path).items()},
        "powys/.DS_Store": b"x",
        "__MACOSX/powys/._homes.csv": b"x",
        "Thumbs.db": b"x",
    }
    assert read_register(zipped(tmp_path / "r.zip", content, way)) == sound()


def test_names_with_backslashes_are_read(tmp_path: Path) -> None:
    content = {f"powys\\{name}": data for name, data in files(tmp_path).items()}
    assert read_register(zipped(tmp_path / "r.zip", content)) == sound()


def test_faults_name_the_table_and_the_row(tmp_path: Path) -> None:
    content = files(tmp_path, spoilt("children", 2, "gender", "girl"))
    content["homes.csv"] = b"id;provider\r\n1;2\r\n"
    assert said(zipped(tmp_path / "r.zip", content)) == [
        ("file children.csv, row 2, column gender", "is none of the values allowed"),
        ("file homes.csv", "has cells that are not separated by commas"),
    ]


def test_a_missing_file_and_one_too_many_are_told_together(tmp_path: Path) -> None:
    content = files(tmp_path, spoilt("children", 2, "gender", "girl"))
    content["home.csv"] = content.pop("homes.csv")
    content["old.zip"] = b"PK\x03\x04"
    assert said(zipped(tmp_path / "r.zip", content)) == [
        ("file homes.csv", "is missing in the zip file; home.csv is likely meant"),
        ("file home.csv", "is no table of a register"),
        ("file old.zip", "is no table of a register"),
        ("file children.csv, row 2, column gender", "is none of the values allowed"),
    ]


@pytest.mark.parametrize(
    "name",
    [
        "../homes.csv",
        "/homes.csv",
        "a/b/homes.csv",
        "./homes.csv",
        "..\\homes.csv",
        "C:/a/homes.csv",
    ],
)
def test_no_path_leads_elsewhere(tmp_path: Path, name: str) -> None:
    content = files(tmp_path)
    content[name] = content.pop("homes.csv")
    before = sorted(tmp_path.rglob("*"))
    found = said(zipped(tmp_path / "r.zip", content))
    assert [fault for _, fault in found][-1] == "is no table of a register"
    assert sorted(tmp_path.rglob("*")) == sorted([*before, tmp_path / "r.zip"])


def test_a_file_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "r.zip", files(tmp_path))
    with (
        zipfile.ZipFile(path, "a") as archive,
        pytest.warns(UserWarning, match="Duplicate name"),
    ):
        archive.writestr("homes.csv", b"id\r\n")
    assert said(path) == [("file homes.csv", "is in the zip file twice")]


def test_tables_in_different_folders_are_refused(tmp_path: Path) -> None:
    content = files(tmp_path)
    content["old/homes.csv"] = content.pop("homes.csv")
    assert said(zipped(tmp_path / "r.zip", content)) == [
        ("r.zip", "has its tables in different folders")
    ]


def test_a_locked_table_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "r.zip", files(tmp_path))
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    path.write_bytes(data)
    assert said(path) == [("file children.csv", "is locked with a password")]


@pytest.mark.parametrize("way", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_can_not_be_unpacked_in_pieces_is_refused(tmp_path: Path, way: int) -> None:
    content = files(tmp_path)
    path = zipped(tmp_path / "r.zip", {"homes.csv": content.pop("homes.csv")}, way)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    assert said(path) == [("file homes.csv", "is packed in an unusual way")]


def test_a_table_that_says_it_is_huge_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "r.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("homes.csv", "w") as file,
    ):
        for _ in range(257):
            file.write(b"0" * (1 << 20))
    assert path.stat().st_size < 1 << 20
    assert said(path) == [("r.zip", "is larger inside than any register")]


def test_a_table_that_hides_how_large_it_is_fills_no_memory(tmp_path: Path) -> None:
    content = files(tmp_path)
    content["homes.csv"] += b"\r\n" * (32 << 20)
    path = zipped(tmp_path / "r.zip", content)
    data = bytearray(path.read_bytes())
    for header, size in ((data.index(b"homes.csv") - 30, 22), (data.rindex(b"homes.csv") - 46, 24)):
        assert struct.unpack_from("<I", data, header + size) == (len(content["homes.csv"]),)
        struct.pack_into("<I", data, header + size, 200)
    path.write_bytes(data)
    tracemalloc.start()
    found = said(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert ("file homes.csv", "is broken inside the zip file") in found
    assert peak < 8 << 20


def test_more_rows_than_any_register_has_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_zip, "MAX_ROWS", 2)
    content = files(tmp_path)
    content["sibling_groups.csv"] += b"\r\n" * 5
    assert said(zipped(tmp_path / "r.zip", content)) == [
        ("file sibling_groups.csv", "is longer than any register")
    ]


def test_a_list_of_contents_without_end_is_refused(tmp_path: Path) -> None:
    content = {**files(tmp_path), **{f"{'x' * 200}{n}": b"" for n in range(6000)}}
    assert said(zipped(tmp_path / "r.zip", content)) == [("r.zip", "is a broken zip file")]


def test_a_report_of_very_many_files_is_cut(tmp_path: Path) -> None:
    content = {**files(tmp_path), **{f"{n}.txt": b"" for n in range(1200)}}
    found = said(zipped(tmp_path / "r.zip", content))
    assert len(found) == 1001
    assert found[-1][1] == "reading stopped after 1000 faults; there may be more"


def test_names_are_shown_on_one_line(tmp_path: Path) -> None:
    content = {**files(tmp_path), "a\nb\x1b[31m.txt": b"", "y" * 99: b""}
    assert places(faults(zipped(tmp_path / "r.zip", content))) == [
        "file a?b?[31m.txt",
        f"file {'y' * 60}...",
    ]


def test_an_empty_zip_file_lacks_all_four(tmp_path: Path) -> None:
    assert places(faults(zipped(tmp_path / "r.zip", {}))) == [
        "file register.csv", "file children.csv", "file sibling_groups.csv", "file homes.csv"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04", "is a workbook or another zip file, not what its name says"),
        (b"\xff\xfei\x00", "is UTF-16 text, not what its name says"),
    ],
)
def test_a_table_that_is_no_text_is_told(tmp_path: Path, data: bytes, fault: str) -> None:
    content = {**files(tmp_path), "homes.csv": data}
    assert ("file homes.csv", fault) in said(zipped(tmp_path / "r.zip", content))


def test_a_workbook_by_another_name_is_told(tmp_path: Path) -> None:
    write_register(sound(), tmp_path / "r.xlsx")
    (tmp_path / "r.xlsx").rename(tmp_path / "r.zip")
    assert said(tmp_path / "r.zip") == [("r.zip", "is a workbook, not a .zip of CSV")]


def test_a_zip_file_damaged_anywhere_is_refused_or_read_and_nothing_else(tmp_path: Path) -> None:
    path = zipped(tmp_path / "r.zip", files(tmp_path))
    whole = path.read_bytes()
    for at in range(0, len(whole), 7):
        damaged = bytearray(whole)
        damaged[at] ^= 0xFF
        for data in (bytes(damaged), whole[:at]):
            path.write_bytes(data)
            with suppress(InputError):
                assert read_register(path) == sound()
