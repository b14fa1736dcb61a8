"""The register: children, sibling groups and homes on one day (contract 1).

A register holds no names and no addresses of people: ids are pseudonyms, places are
coordinates.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, TypeAdapter, ValidationError, model_validator
from pydantic_core import InitErrorDetails

from matcher.errors import MAX_FAULTS
from matcher.records import references
from matcher.records.child import Child, SiblingGroup
from matcher.records.faults import details, lines
from matcher.records.fields import AuthorityCode, CalendarDay, Record, Text, refuse
from matcher.records.home import Home
from matcher.records.kept import kept
from matcher.records.references import Sighting

#: The lists of a register and the record that each holds.
LISTS: dict[str, type[Record]] = {
    "children": Child,
    "sibling_groups": SiblingGroup,
    "homes": Home,
}

#: A register is of a day within these: what is reckoned from it, ages back and years ahead, stays
#: within the days that there are.
FIRST_AS_OF, LAST_AS_OF = date(2000, 1, 1), date(2100, 12, 31)


def _of_our_time(day: date) -> date:
    if not FIRST_AS_OF <= day <= LAST_AS_OF:
        raise refuse(
            f"is before {FIRST_AS_OF.year} or after {LAST_AS_OF.year}",
            f"the register's day, from {FIRST_AS_OF} to {LAST_AS_OF}",
        )
    return day


AsOf = Annotated[CalendarDay, AfterValidator(_of_our_time)]
_AS_OF = TypeAdapter(AsOf)


class Authority(Record):
    """The council whose register this is, and its neighbours."""

    code: AuthorityCode
    name: Text
    neighbours: tuple[AuthorityCode, ...] = ()


class Register(Record):
    """All children, sibling groups and homes of one council on one day."""

    format: Literal["cartref/register/1"]
    as_of: AsOf
    authority: Authority
    children: tuple[Child, ...]
    sibling_groups: tuple[SiblingGroup, ...]
    homes: tuple[Home, ...]

    @model_validator(mode="wrap")
    @classmethod
    def _all_faults_together(cls, data: Any, handler: Callable[[Any], Self]) -> Self:
        """Report what crosses records together with what is wrong inside them."""
        if not isinstance(data, Mapping):
            return handler(data)
        errors: list[InitErrorDetails] = []
        seen = {
            name: _sightings(name, record, data[name], errors)
            for name, record in LISTS.items()
            if isinstance(data.get(name), list | tuple)
        }
        try:
            handler({**data, **dict.fromkeys(seen, ())})
        except ValidationError as error:
            errors[:0] = lines(error, cls)
        errors.extend(map(details, references.faults(seen, _as_of(data.get("as_of")))))
        if errors:
            raise ValidationError.from_exception_data(cls.__name__, errors[:MAX_FAULTS])
        sound = {name: tuple(s.record for s in sightings) for name, sightings in seen.items()}
        return handler({**data, **sound})

    @property
    def sha256(self) -> str:
        """SHA-256 of the register's JSON: defaults filled in, keys sorted, no spaces, UTF-8."""
        return _sha256(self)


@kept
def _sha256(register: Register) -> str:
    encoded = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode
    fields = register.model_dump(mode="json", exclude=set(LISTS))
    texts = {name: encoded(value) for name, value in fields.items()}
    for name in LISTS:
        # A record at a time: the data of all of them would be as large as the register.
        items = (encoded(record.model_dump(mode="json")) for record in getattr(register, name))
        texts[name] = f"[{','.join(items)}]"
    text = ",".join(f'"{name}":{texts[name]}' for name in sorted(texts))
    return hashlib.sha256(f"{{{text}}}".encode()).hexdigest()


def _sightings(
    name: str, record: type[Record], items: Sequence[Any], errors: list[InitErrorDetails]
) -> list[Sighting]:
    found = []
    for position, item in enumerate(items):
        sound: Record | None = None
        try:
            sound = record.model_validate(item)
        except ValidationError as error:
            if len(errors) < MAX_FAULTS:
                errors.extend(lines(error, record, (name, position)))
        id_ = item.get("id") if isinstance(item, Mapping) else getattr(sound, "id", None)
        found.append(Sighting(position, id_ if isinstance(id_, str) else None, sound))
    return found


def _as_of(value: Any) -> Any:
    try:
        return _AS_OF.validate_python(value)
    except ValidationError:
        return None
