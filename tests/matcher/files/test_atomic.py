"""Files are written whole or not at all, to what a path really leads to."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from secrets import token_hex

import pytest

from matcher.errors import InputError
from matcher.files import read_register, write_json, write_register, write_template
from matcher.files.atomic import is_output, replacing, replacing_files
from matcher.files.layout import TABLES
from tests.matcher.files.examples import sound
from tests.support.doors import Pipe, inside, no_file, small_disk
from tests.support.registers import child, home, register
from tests.support.running import ROOT, python

NAMES = ("a.csv", "b.csv", "c.csv")
#: A register's file in each form, and the names that it has in the end.
FORMS = ("r.json", "r.xlsx", "r.zip", "r")


@pytest.fixture(params=["nameless", "copied"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Whether files are given their name at the end, or as on some systems can't be."""
    if request.param == "copied":
        real, nameless = os.open, getattr(os, "O_TMPFILE", 0)

        def not_here(path: str, flags: int, *more: int, **others: int) -> int:
            if nameless and flags & nameless == nameless:
                raise OSError(errno.EOPNOTSUPP, os.strerror(errno.EOPNOTSUPP))
            return real(path, flags, *more, **others)

        monkeypatch.setattr(os, "open", not_here)
    elif not hasattr(os, "O_TMPFILE"):
        pytest.skip("this system has no files without a name")
    return str(request.param)


def failing(
    name: str, number: int, error: BaseException, *, after: bool = False
) -> Callable[..., object]:
    """Return a function of `os` whose call of some number fails, or is done and then fails."""
    real: Callable[..., object] = getattr(os, name)
    calls = count(1)

    def call(*arguments: object, **more: object) -> object:
        fails = next(calls) == number
        if fails and not after:
            raise error
        result = real(*arguments, **more)
        if fails:
            raise error
        return result

    return call


def test_json_is_written_as_text_that_reads_back(tmp_path: Path, way: str) -> None:
    assert way
    write_json({"name": "Tŷ", "list": [1, 2.5, None]}, tmp_path / "x.json")
    text = (tmp_path / "x.json").read_text(encoding="utf-8")
    assert text == '{\n "name": "Tŷ",\n "list": [\n  1,\n  2.5,\n  null\n ]\n}\n'
    write_json([], tmp_path / "x.json")
    assert (tmp_path / "x.json").read_text(encoding="utf-8") == "[]\n"
    assert inside(tmp_path) == ["x.json"]


def test_a_number_that_json_lacks_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        write_json({"x": float("nan")}, tmp_path / "x.json")
    assert inside(tmp_path) == []


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError, MemoryError])
def test_an_interrupt_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, error: type[BaseException], way: str
) -> None:
    assert way
    target = tmp_path / "x.json"
    target.write_text("old")

    def interrupted() -> None:
        with replacing(target) as file:
            file.write(b"half")
            file.flush()
            assert inside(tmp_path) == ["x.json"], "what is not whole has no name"
            raise error

    with pytest.raises(error):
        interrupted()
    assert target.read_text() == "old"
    assert inside(tmp_path) == ["x.json"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("step", ["link", "replace", "rename"])
@pytest.mark.parametrize("exists", [False, True])
@pytest.mark.parametrize("after", [False, True])
def test_an_interrupt_at_the_last_steps_leaves_the_old_or_the_new(
    tmp_path: Path,
    form: str,
    step: str,
    exists: bool,
    after: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    old, new = sound(), register(child("C1"), home("H1"))
    for number in count(1):
        path = tmp_path / str(number) / form
        path.parent.mkdir()
        if exists:
            write_register(old, path)
        before = inside(path.parent)
        interrupt = failing(step, number, KeyboardInterrupt(), after=after)
        monkeypatch.setattr(os, step, interrupt)
        try:
            write_register(new, path)
        except KeyboardInterrupt:
            if inside(path.parent) == before and exists:
                assert read_register(path) in (old, new)
            elif inside(path.parent) != before:
                assert not exists
                assert read_register(path) == new, "it was just done"
        else:
            assert read_register(path) == new
            break
        finally:
            monkeypatch.undo()


def test_an_exchange_that_fails_is_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "r"
    target.mkdir()
    (target / "a.csv").write_text("old a")
    (target / "c.csv").write_text("old c")
    monkeypatch.setattr(os, "replace", failing("replace", 2, OSError(5, "Input/output error")))

    def exchange() -> None:
        with replacing_files(target, NAMES) as files:
            for name, file in files.items():
                file.write(f"new {name}".encode())

    with pytest.raises(InputError, match="can't be written: Input/output error"):
        exchange()
    monkeypatch.undo()
    assert {path.name: path.read_text() for path in target.iterdir()} == {
        "a.csv": "old a",
        "c.csv": "old c",
    }
    assert inside(tmp_path) == ["r", "r/a.csv", "r/c.csv"]
    exchange()
    assert [(target / name).read_text() for name in NAMES] == [f"new {name}" for name in NAMES]


# Where a path leads


def test_a_link_stays_a_link(tmp_path: Path, way: str) -> None:
    assert way
    (tmp_path / "real.json").write_text("old")
    (tmp_path / "link.json").symlink_to("real.json")
    write_json([1], tmp_path / "link.json")
    assert (tmp_path / "link.json").is_symlink()
    assert json.loads((tmp_path / "real.json").read_text()) == [1]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("exists", [False, True])
def test_links_to_links_into_other_folders_are_followed(
    tmp_path: Path, form: str, exists: bool
) -> None:
    far = tmp_path / "far"
    far.mkdir()
    if exists:
        write_register(sound(), far / form)
    (tmp_path / "middle").symlink_to(far, target_is_directory=True)
    (tmp_path / f"second-{form}").symlink_to(Path("middle", form))
    (tmp_path / form).symlink_to(tmp_path / f"second-{form}")
    new = register(child("C1"), home("H1"))
    write_register(new, tmp_path / form)
    assert read_register(far / form) == new
    assert (tmp_path / form).is_symlink()
    assert (tmp_path / f"second-{form}").is_symlink()
    assert sorted(path.name for path in far.iterdir()) == [form]


def test_links_inside_a_folder_of_tables_are_followed(tmp_path: Path) -> None:
    write_register(sound(), tmp_path / "r")
    (tmp_path / "r" / "children.csv").rename(tmp_path / "elsewhere.csv")
    (tmp_path / "r" / "children.csv").symlink_to("../elsewhere.csv")
    new = register(child("C1"), home("H1"))
    write_register(new, tmp_path / "r")
    assert (tmp_path / "r" / "children.csv").is_symlink()
    assert read_register(tmp_path / "r") == new
    assert "C1" in (tmp_path / "elsewhere.csv").read_text()


def test_links_that_lead_nowhere_or_in_a_circle_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.json").symlink_to("b.json")
    (tmp_path / "b.json").symlink_to("a.json")
    with pytest.raises(InputError, match="Too many levels of symbolic links"):
        write_json([], tmp_path / "a.json")
    (tmp_path / "c.json").symlink_to("missing/c.json")
    with pytest.raises(InputError, match="missing: is not a folder"):
        write_json([], tmp_path / "c.json")
    assert inside(tmp_path) == ["a.json", "b.json", "c.json"]


@pytest.mark.parametrize("kind", ["folder", "socket", "disk"])
def test_what_is_never_written_is_refused_as_what_it_is(tmp_path: Path, kind: str) -> None:
    with no_file(kind, tmp_path / "x.json") as path:
        before = path.lstat()
        with pytest.raises(InputError, match=f"x.json: is a {kind}; accepted: the path of a file"):
            write_json([], path)
        assert path.lstat() == before
    assert inside(tmp_path) == ["x.json"]


@pytest.mark.parametrize("name", ["-", "a\x00b"])
def test_no_name_of_a_file_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="is not the name of a file"):
        write_json([], name)
    with pytest.raises(InputError, match="is not the name of a file"):
        write_register(sound(), name)


def test_a_device_is_written_to_and_stays_one(tmp_path: Path) -> None:
    for null in (Path("/dev/null"), tmp_path / "link.json"):
        if null.parent == tmp_path:
            null.symlink_to("/dev/null")
        write_json([1], null)
        write_register(sound(), null)
        assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    with no_file("device", tmp_path / "x.json") as device:
        device.unlink()
        os.mknod(device, stat.S_IFCHR | 0o666, os.makedev(1, 3))
        write_json([1], device)
        assert stat.S_ISCHR(device.lstat().st_mode)


def test_a_device_that_is_full_is_told() -> None:
    with pytest.raises(InputError, match="/dev/full: can't be written: No space left on device"):
        write_json([1], "/dev/full")


@pytest.mark.parametrize("name", ["r.json", "r.xlsx", "r.zip", "r"])
def test_a_pipe_gets_it_whole_and_stays(tmp_path: Path, name: str) -> None:
    pipe = Pipe(tmp_path / name)
    write_register(sound(), pipe.path)
    content = tmp_path / (name if "." in name else "r.json")
    taken = pipe.taken()
    assert stat.S_ISFIFO(pipe.path.lstat().st_mode)
    pipe.path.unlink()
    content.write_bytes(taken)
    assert read_register(content) == sound()


def test_a_pipe_that_nobody_reads_on_is_told(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    (tmp_path / "p.json").symlink_to(f"/dev/fd/{writer}")
    with pytest.raises(InputError, match=r"p\.json: can't be written: Broken pipe"):
        write_json([1], tmp_path / "p.json")
    os.close(writer)


def test_what_a_process_was_given_open_is_written_to_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / "log"
    with path.open("w") as file:
        file.write("before\n")
        file.flush()
        write_json([1], f"/dev/fd/{file.fileno()}")
        write_json([2], f"/proc/self/fd/{file.fileno()}")
        file.write("after\n")
        closed = file.fileno()
    assert path.read_text() == "before\n[\n 1\n]\n[\n 2\n]\nafter\n"
    with pytest.raises(InputError, match="can't be written: Bad file descriptor"):
        write_json([], f"/dev/fd/{closed}")


def test_standard_output_comes_in_its_order(tmp_path: Path) -> None:
    code = (
        "from matcher.files import write_json\n"
        "print('before'); write_json([1], '/dev/stdout'); print('after')"
    )
    done = python("-c", code)
    assert (done.stdout, done.stderr) == ("before\n[\n 1\n]\nafter\n", "")
    with (tmp_path / "out").open("w") as out:
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, stdout=out, check=True)
    assert (tmp_path / "out").read_text() == done.stdout
    (tmp_path / "link").symlink_to("/dev/stdout")
    assert is_output(tmp_path / "link")
    assert not is_output(tmp_path / "out")
    assert not is_output(Path("a\x00b"))


# Disks and rights


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("exists", [False, True])
def test_a_full_disk_is_told_and_leaves_what_was(tmp_path: Path, form: str, exists: bool) -> None:
    large = register(*(child(token_hex(16)) for _ in range(5000)), home("H1"))
    with small_disk(tmp_path / "disk", 64) as disk:
        if exists:
            write_register(sound(), disk / form)
        before = inside(disk)
        with pytest.raises(InputError) as caught:
            write_register(large, disk / form)
        assert str(caught.value) == f"{disk / form}: can't be written: No space left on device"
        assert inside(disk) == before
        assert not exists or read_register(disk / form) == sound()


@pytest.mark.parametrize("form", FORMS)
def test_a_file_that_may_not_grow_is_told(tmp_path: Path, form: str) -> None:
    code = (
        "import resource, sys\n"
        "from secrets import token_hex\n"
        "from matcher import InputError, write_register\n"
        "from tests.support.registers import child, home, register\n"
        "many = register(*(child(token_hex(16)) for _ in range(5000)), home('H1'))\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (16384, 16384))\n"
        "try: write_register(many, sys.argv[1])\n"
        "except InputError as error: print(error)"
    )
    done = python("-c", code, str(tmp_path / form))
    assert done.stdout == f"{tmp_path / form}: can't be written: File too large\n", done.stderr
    assert inside(tmp_path) == []


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EDQUOT])
def test_what_the_system_refuses_is_told_in_words(
    tmp_path: Path, error: int, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    (tmp_path / "x.json").write_text("old")
    (tmp_path / "x.xlsx").write_text("old")
    said = f"can't be written: {os.strerror(error)}"
    for name in ("x.json", "x.xlsx"):
        monkeypatch.setattr(
            os, "replace", failing("replace", 1, OSError(error, os.strerror(error)))
        )
        with pytest.raises(InputError, match=said):
            (write_template if "xlsx" in name else lambda path: write_json([1], path))(
                tmp_path / name
            )
        assert (tmp_path / name).read_text() == "old"
    assert inside(tmp_path) == ["x.json", "x.xlsx"], way


def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    locked = Path("/proc/self")  # to root as well
    with pytest.raises(InputError, match="can't be written: "):
        write_json([], locked / "x.json")
    (tmp_path / "link.json").symlink_to(locked / "x.json")
    with pytest.raises(InputError, match=r"link\.json: can't be written: "):
        write_json([], tmp_path / "link.json")
    assert (tmp_path / "link.json").is_symlink()


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_a_new_file_has_the_rights_that_others_have(tmp_path: Path, mask: int, way: str) -> None:
    before = os.umask(mask)
    try:
        write_json([1], tmp_path / "x.json")
        (tmp_path / "y").write_text("y")
    finally:
        os.umask(before)
    assert (tmp_path / "x.json").stat().st_mode == (tmp_path / "y").stat().st_mode, way


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o666])
@pytest.mark.parametrize("form", FORMS)
def test_a_file_keeps_the_rights_of_the_one_it_replaces(
    tmp_path: Path, form: str, mode: int, way: str
) -> None:
    write_register(sound(), tmp_path / form)
    files = [path for path in (tmp_path / form, *tmp_path.rglob("*.csv")) if path.is_file()]
    for path in files:
        path.chmod(mode)
        if os.geteuid() == 0:
            os.chown(path, 65534, 65534)
    before = [path.stat() for path in files]
    write_register(register(child("C1"), home("H1")), tmp_path / form)
    for path, old in zip(files, before, strict=True):
        new = path.stat()
        assert (new.st_mode, new.st_uid, new.st_gid) == (old.st_mode, old.st_uid, old.st_gid), way
        assert new.st_ino != old.st_ino


# Kills

_WRITING = """
import sys
from itertools import count
from pathlib import Path
from matcher import write_register
from tests.support.registers import child, home, register
made = register(*(child(f"C{n}") for n in range(300)), home("H1"))
print("ready", flush=True)
for number in count():
    for path in map(Path, sys.argv[2:]):
        write_register(made, path if sys.argv[1] == "again" else path.with_stem(f"n{number}"))
"""


@pytest.mark.parametrize("names", ["new", "again"])
def test_a_kill_in_mid_write_leaves_whole_files_and_nothing_else(
    tmp_path: Path, names: str
) -> None:
    chance, hidden = random.Random(12), 0
    paths = [str(tmp_path / form) for form in FORMS]
    for _ in range(8):
        writer = subprocess.Popen(
            [sys.executable, "-c", _WRITING, names, *paths], cwd=ROOT, stdout=subprocess.PIPE
        )
        assert writer.stdout
        writer.stdout.readline()
        time.sleep(chance.uniform(0, 0.4))
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        for path in list(tmp_path.iterdir()):
            if path.name.startswith("."):
                hidden += 1
                shutil.rmtree(path) if path.is_dir() else path.unlink()
            else:
                assert len(read_register(path).children) == 300
                hidden += len(list(path.glob(".*"))) if path.is_dir() else 0
                assert path.is_file() or len(list(path.glob("[a-z]*.csv"))) == len(TABLES)
    # A file has another name only between two calls of the system: one kill may hit just that.
    assert hidden <= 1
