from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings

from matcher.errors import InputError
from matcher.files import opening, read_register, write_register
from matcher.files.registers import register_bytes
from matcher.records.register import Register
from tests.matcher.files.examples import faults, sound
from tests.matcher.files.strategies import registers
from tests.support.doors import Pipe, no_file
from tests.support.shared import shared

FORMS = ("register.json", "register.xlsx", "register", "register.zip")


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(register=registers())
@example(register=sound())
def test_every_register_reads_back_the_same(form: str, register: Register) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / form
        write_register(register, path)
        assert read_register(path) == register


def test_a_zone_label_is_the_one_thing_that_tables_lose(tmp_path: Path) -> None:
    data = sound().model_dump()
    data["children"][0]["exclusion_zones"][0]["centre"]["label"] = "Newtown"
    labelled = Register.model_validate(data)
    write_register(labelled, tmp_path / "r.json")
    assert read_register(tmp_path / "r.json") == labelled
    write_register(labelled, tmp_path / "r.xlsx")
    assert read_register(tmp_path / "r.xlsx") == sound()


def test_the_three_forms_of_the_sample_are_one_register() -> None:
    names = ("powys-a.json", "powys-a.xlsx", "powys-a")
    forms = [read_register(shared(f"data/{name}")) for name in names]
    assert forms[0] == forms[1] == forms[2]
    assert len({register.sha256 for register in forms}) == 1


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["powys-a", "powys-b", "powys-full-review", "region"])
def test_the_samples_read_back_the_same(name: str, form: str, tmp_path: Path) -> None:
    register = read_register(shared(f"data/{name}.json"))
    write_register(register, tmp_path / form)
    assert read_register(tmp_path / form) == register


def test_json_is_indented_by_one_space_and_in_utf8(tmp_path: Path) -> None:
    data = sound().model_dump()
    data["authority"]["name"] = "Tŷ"
    write_register(Register.model_validate(data), tmp_path / "r.json")
    text = (tmp_path / "r.json").read_text(encoding="utf-8")
    assert text.startswith('{\n "format": "cartref/register/1",\n "as_of"')
    assert '"name": "Tŷ"' in text
    assert text.endswith("}\n")


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("none.json", None, "does not exist"),
        ("none.xlsx", None, "does not exist"),
        ("none.zip", None, "does not exist"),
        ("none", None, "is not a folder"),
        ("empty.json", b"", "is empty"),
        ("space.json", b" \n\t ", "is empty"),
        ("empty.xlsx", b"", "is empty"),
        ("x.json", b"PK\x03\x04rest", "is a workbook or another zip file, not what its name says"),
        ("x.json", b"\xff\xfe{\x00", "is UTF-16 text, not what its name says"),
        ("x.json", b"{\x00}\x00", "is a binary file, or text in UTF-16, not what its name says"),
        ("x.json", b'{"a": "\xe9"}', "is not UTF-8 text, from line 1 on"),
        ("x.json", b"[1]", "is not a JSON object"),
        ("x.xlsx", b'{"format": 1}', "is JSON, not a workbook"),
        ("x.xlsx", b"\xd0\xcf\x11\xe0", "is an old Excel file (.xls) or one with a password, "
         "not a workbook"),
        ("x.xlsx", b"id,gender", "is something else, not a workbook"),
        ("x.xlsx", b"PK\x03\x04rest", "is a broken or locked zip file"),
        ("x.zip", b"", "is empty"),
        ("x.zip", b"id,gender", "is not a zip file"),
        ("x.zip", b"PK\x03\x04rest", "is a broken zip file"),
        ("x.csv", b"id", "is one table"),
        ("x.ods", b"id", "is not a form of register"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_register_is_named(
    tmp_path: Path, name: str, content: bytes | None, fault: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    found = faults(path)
    assert [(f.place, f.fault) for f in found] == [(str(path), fault)]
    assert found[0].accepted


def test_files_beyond_a_gigabyte_are_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    with path.open("wb") as file:
        file.truncate((1 << 30) + 1)
    assert [f.fault for f in faults(path)] == ["is too large to be read"]


@pytest.mark.parametrize("kind", ["socket", "device", "disk"])
@pytest.mark.parametrize("name", ["r.json", "r.xlsx", "r.zip", "r"])
def test_what_is_neither_file_nor_folder_is_refused(tmp_path: Path, kind: str, name: str) -> None:
    with no_file(kind, tmp_path / name) as path:
        assert [f.fault for f in faults(path)] == [f"is a {kind}"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("named", [False, True])
def test_a_pipe_is_read_as_what_is_in_it(tmp_path: Path, form: str, named: bool) -> None:
    if form == "register":
        write_register(sound(), tmp_path / form)
        for path in sorted((tmp_path / form).iterdir()):
            content = path.read_bytes()
            path.unlink()
            Pipe(path, content)
        assert read_register(tmp_path / form) == sound()
        return
    pipe = Pipe(tmp_path / (form if named else "pipe"), register_bytes(sound(), Path(form).suffix))
    assert read_register(pipe.path) == sound()


@pytest.mark.parametrize("form", [form for form in FORMS if "." in form])
@pytest.mark.parametrize("name", ["/dev/fd/{}", "/proc/self/fd/{}", "link"])
def test_what_a_process_was_given_open_is_read(tmp_path: Path, form: str, name: str) -> None:
    write_register(sound(), tmp_path / form)
    with (tmp_path / form).open("rb") as file:
        path = Path(name.format(file.fileno()))
        if name == "link":
            path = tmp_path / "link"
            path.symlink_to(f"/dev/fd/{file.fileno()}")
        (tmp_path / form).unlink()  # as what a shell gives of a text in a script
        assert read_register(path) == sound()


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "is empty"),
        (b"id,gender", "is not a form of register"),
        (b"PK\x03\x04rest", "is a broken zip file"),
        (b" \n[1]", "is not a form of register"),
        (b'\xef\xbb\xbf {"format": 1', "is cut off: the file ends in the middle"),
    ],
)
def test_what_is_in_no_form_is_named(tmp_path: Path, content: bytes, fault: str) -> None:
    (tmp_path / "r").write_bytes(content)
    for path in (tmp_path / "r", Pipe(tmp_path / "pipe", content).path):
        assert [(f.place.partition(",")[0], f.fault) for f in faults(path)] == [(str(path), fault)]


def test_an_endless_pipe_is_refused_once_it_is_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "MAX_BYTES", 1 << 20)
    pipe = Pipe(tmp_path / "r.json", bytes((1 << 20) + 1))
    assert [f.fault for f in faults(pipe.path)] == ["is too large to be read"]


def test_links_are_followed_and_one_in_a_circle_is_told(tmp_path: Path) -> None:
    write_register(sound(), tmp_path / "real.json")
    (tmp_path / "a.json").symlink_to("b.json")
    (tmp_path / "b.json").symlink_to("real.json")
    assert read_register(tmp_path / "a.json") == sound()
    (tmp_path / "c.json").symlink_to("c.json")
    circle = "can't be read: Too many levels of symbolic links"
    assert [f.fault for f in faults(tmp_path / "c.json")] == [circle]
    (tmp_path / "d.json").symlink_to("none.json")
    assert [f.fault for f in faults(tmp_path / "d.json")] == ["does not exist"]


def test_standard_input_has_its_own_name() -> None:
    [fault] = faults(Path("-"))
    assert str(fault) == "-: is not the name of a file; accepted: a name, or /dev/stdin"


@pytest.mark.parametrize("name", ["a\x00b.json", "x" * 300 + ".json", "a\x00b", "a\x00.xlsx"])
def test_names_that_no_system_takes_are_refused(name: str, tmp_path: Path) -> None:
    assert len(faults(tmp_path / name)) == 1


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("register.csv", "names one file, but a register is four tables"),
        ("register.ods", "is not a form of register"),
        ("missing/register.json", "is not a folder"),
        ("missing/register", "is not a folder"),
    ],
)
def test_what_can_not_be_written_is_named(tmp_path: Path, name: str, fault: str) -> None:
    with pytest.raises(InputError) as caught:
        write_register(sound(), tmp_path / name)
    assert [f.fault for f in caught.value.faults] == [fault]
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_not_replaced_by_a_file_nor_a_file_by_a_folder(tmp_path: Path) -> None:
    (tmp_path / "r.json").mkdir()
    (tmp_path / "r").write_text("mine")
    for name, fault in (("r.json", "is a folder"), ("r", "is a file")):
        with pytest.raises(InputError) as caught:
            write_register(sound(), tmp_path / name)
        assert [f.fault for f in caught.value.faults] == [fault]
    assert (tmp_path / "r").read_text() == "mine"
