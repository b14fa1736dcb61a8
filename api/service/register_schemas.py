"""Registers as the service tells of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict
from pydantic.config import JsonDict
from sqlalchemy.orm import Session

from api.service.schemas import Author
from api.store import versions
from api.store.authors import names_of
from api.store.tables import RegisterVersion
from matcher.difference import difference
from matcher.records.plan import Warn
from matcher.records.register import Register

#: How many of the versions since are told where somebody started from an old one.
TOLD = 20

_COUNTS: JsonDict = {"children": 245, "sibling_groups": 47, "homes": 214}
_VERSION: JsonDict = {
    "number": 3,
    "sha256": "4f0c" + "0" * 60,
    "erased_sha256": None,
    "as_of": "2026-11-02",
    "counts": _COUNTS,
    "made_by": "upload",
    "author": {"number": 2, "name": "a.officer"},
    "reason": "The register of November",
    "at": "2026-11-22T08:00:00.000000Z",
}


class Counts(BaseModel):
    """How much is in a register."""

    children: int
    sibling_groups: int
    homes: int


class VersionOut(BaseModel):
    """A version of the register, without what is in it."""

    model_config = ConfigDict(json_schema_extra={"examples": [_VERSION]})

    number: int
    #: Of the register as it came.
    sha256: str
    #: Of the register as it stands, where a child was erased from it.
    erased_sha256: str | None
    as_of: date
    counts: Counts
    made_by: Literal["upload", "decision"]
    author: Author
    reason: str | None
    at: str

    @classmethod
    def many(cls, session: Session, found: Sequence[RegisterVersion]) -> tuple[Self, ...]:
        """Return versions as they are told of."""
        names = names_of(session, (version.author for version in found))
        return tuple(
            cls.model_validate(
                {
                    **{name: getattr(version, name) for name in _SAME},
                    "counts": {
                        "children": version.n_children,
                        "sibling_groups": version.n_groups,
                        "homes": version.n_homes,
                    },
                    "author": {"number": version.author, "name": names[version.author]},
                }
            )
            for version in found
        )

    @classmethod
    def one(cls, session: Session, version: RegisterVersion) -> Self:
        """Return a version as it is told of."""
        return cls.many(session, [version])[0]


#: What is told as it is kept.
_SAME = ("number", "sha256", "erased_sha256", "as_of", "made_by", "reason", "at")


class Uploaded(VersionOut):
    """The version that a register is now, and whether it is a new one."""

    model_config = ConfigDict(json_schema_extra={"examples": [_VERSION | {"new": True}]})

    #: False where the newest version holds the same already.
    new: bool = True

    @classmethod
    def as_new(cls, session: Session, version: RegisterVersion, *, new: bool) -> Self:
        """Return a version as it is told of after an upload."""
        return cls.one(session, version).model_copy(update={"new": new})


class VersionPage(BaseModel):
    """Versions, newest first."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"versions": [_VERSION], "next": None}]}
    )

    versions: tuple[VersionOut, ...]
    #: What to give as `before` for those that follow; null where there are no more.
    next: int | None


class Sound(BaseModel):
    """A register without a fault, which is not kept."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "sound": True,
                    "sha256": _VERSION["sha256"],
                    "as_of": "2026-11-02",
                    "counts": _COUNTS,
                    "warnings": [],
                }
            ]
        }
    )

    sound: Literal[True] = True
    sha256: str
    as_of: date
    counts: Counts
    #: What no rule forbids but somebody must know.
    warnings: tuple[Warn, ...]

    @classmethod
    def of(cls, register: Register, warnings: tuple[Warn, ...]) -> Self:
        """Return what is told of a sound register."""
        counts = Counts(
            children=len(register.children),
            sibling_groups=len(register.sibling_groups),
            homes=len(register.homes),
        )
        return cls(sha256=register.sha256, as_of=register.as_of, counts=counts, warnings=warnings)


def changed_since(session: Session, base: int, newest: RegisterVersion) -> dict[str, Any]:
    """Return what has changed since a version, for somebody who started from it: JSON.

    The newest version's number, the versions since then, newest first and at most `TOLD`, and
    what differs between the two registers.
    """
    old = versions.version_called(session, str(base))
    differs = difference(versions.register_of(old), versions.register_of(newest))
    since = versions.page(session, None, min(TOLD, newest.number - base))
    return {
        "newest": newest.number,
        "since": [one.model_dump(mode="json") for one in VersionOut.many(session, since)],
        "difference": differs.model_dump(mode="json"),
    }
