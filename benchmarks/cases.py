"""The registers that are measured: made up by size, job and seed, or a person's own."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.instances import Instance, read_families, read_or_library
from benchmarks.options import Options, either, some
from matcher import InputError, Register, read_register, write_register
from scenarios.generator.sample import MOST_CHILDREN, sample_register


@dataclass(frozen=True)
class Size:
    """How large a register is to be.

    Attributes
    ----------
    children : int
        How many children.
    homes : int or None
        How many homes at most; as many as the generator makes if None.
    area : str
        What the register covers; see `scenarios.generator.areas`.
    """

    children: int
    homes: int | None = None
    area: str = "powys"


SIZES: dict[str, Size] = {
    "county": Size(245, 215),
    "region": Size(1_225, 1_070),
    "wales": Size(7_200, 5_500, "wales"),
    "england": Size(84_000, 60_000, "england"),
}
#: Daily: about a fifth waits or is under review. Everyone: all but those who wait are.
JOBS = ("daily", "everyone")
#: What reads a published instance, by the end of its name.
INSTANCES: dict[str, Callable[[Path], Instance]] = {".txt": read_or_library, ".csv": read_families}


def everyone(register: Register) -> Register:
    """Return the register with every settled child under review."""
    data = register.model_dump()
    for child in data["children"]:
        if child["status"] == "settled":
            child["status"] = "review"
    return Register.model_validate(data)


def with_fewer_homes(register: Register, homes: int, seed: int) -> Register:
    """Return the register with some of its homes left out, so that no more than `homes` are left.

    Left out are homes in which nobody lives and which are kept for nobody, drawn by the seed.

    Parameters
    ----------
    register : Register
        Made up.
    homes : int
        How many homes at most, if so many can be spared.
    seed : int
        The same seed leaves out the same homes, on every machine.
    """
    lived_in = {child.placement.home for child in register.children if child.placement}
    spare = [h.id for h in register.homes if h.id not in lived_in and not h.reserved_for]
    spare.sort(key=lambda id_: hashlib.sha256(f"{seed} {id_}".encode()).digest())
    gone = set(spare[: max(0, len(register.homes) - homes)])
    data = register.model_dump()
    data["homes"] = [home for home in data["homes"] if home["id"] not in gone]
    for child in data["children"]:
        child["declined_by"] = [id_ for id_ in child["declined_by"] if id_ not in gone]
    return Register.model_validate(data)


def made_up(size: Size, job: str, seed: int) -> Register:
    """Return a made-up register; the same arguments give the same one."""
    register = sample_register(seed, size.children, area=size.area)
    if size.homes is not None and len(register.homes) > size.homes:
        register = with_fewer_homes(register, size.homes, seed)
    return everyone(register) if job == "everyone" else register


def size_of(name: str) -> Size:
    """Return a size by its name, or by a number of children.

    Raises
    ------
    InputError
        If it is neither.
    """
    if name in SIZES:
        return SIZES[name]
    if name.isdecimal() and 0 < int(name) <= MOST_CHILDREN:
        return Size(int(name))
    known = f"{', '.join(SIZES)}, or a number of children from 1 to {MOST_CHILDREN}"
    raise InputError.single("--size", f"{name!r} is no size", known)


def is_instance(path: Path) -> bool:
    """Return whether a path is of a published instance, not of a register."""
    return path.suffix in INSTANCES and not path.is_dir()


def read_instance(path: Path) -> Instance:
    """Read a published instance.

    Raises
    ------
    InputError
        If it is none, or is faulty.
    """
    if not is_instance(path):
        accepted = "an assignment of the OR-Library (.txt), or families and places (.csv)"
        raise InputError.single(str(path), "is no published instance", accepted)
    return INSTANCES[path.suffix](path)


class Written(NamedTuple):
    """A register in a file, and how large it is."""

    path: Path
    children: int
    homes: int
    to_house: int

    @property
    def row(self) -> dict[str, Any]:
        """What a row of a table says of it."""
        return {"children": self.children, "homes": self.homes, "to_house": self.to_house}

    def __str__(self) -> str:
        return f"{self.children} children, {self.to_house} of them to house, {self.homes} homes"


@dataclass(frozen=True)
class Given:
    """One register to measure on.

    Attributes
    ----------
    name : str
        The size's name, or the file's.
    job : str
        One of `JOBS`.
    seed : int or None
        Of a made-up register.
    path : Path or None
        A person's register.
    """

    name: str
    job: str
    seed: int | None = None
    path: Path | None = None

    def register(self) -> Register:
        """Return the register."""
        if self.path is None:
            return made_up(size_of(self.name), self.job, self.seed or 0)
        register = read_register(self.path)
        return everyone(register) if self.job == "everyone" else register

    def written(self, folder: Path) -> Written:
        """Write the register into a folder, as JSON, for another process."""
        path = folder / "register.json"
        register = self.register()
        write_register(register, path)
        to_house = sum(child.status != "settled" for child in register.children)
        return Written(path, len(register.children), len(register.homes), to_house)

    @property
    def row(self) -> dict[str, Any]:
        """What a row of a table says of it."""
        return {"register": self.name, "job": self.job, "seed": self.seed}

    def __str__(self) -> str:
        return f"{self.name} {self.job}" + ("" if self.seed is None else f", seed {self.seed}")


def asked_for(
    options: Options, sizes: Sequence[str], jobs: Sequence[str], seeds: int
) -> Iterator[Given]:
    """Yield the registers that are asked for, made-up ones of all seeds of a job together.

    Parameters
    ----------
    options : Options
        What a person asks.
    sizes, jobs, seeds : sequence of str, sequence of str, int
        What is measured where nothing is asked.
    """
    if options.registers:
        for path in options.registers:
            for job in some(options.jobs, ["daily"]):
                yield Given(path.name, job, path=path)
        return
    for size in some(options.sizes, sizes):
        size_of(size)
        for job in some(options.jobs, jobs):
            for seed in range(1, 1 + either(options.seeds, seeds)):
                yield Given(size, job, seed)
