"""What a selection is: conditions that hold together, at least one of them given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Any, NamedTuple, Self, TypeVar

from pydantic import BeforeValidator, Field, model_validator

from matcher.errors import Fault, InputError
from matcher.records.fields import Code, Record, Truth, refuse

#: What stands for everybody, in place of conditions.
ALL = "all"

T = TypeVar("T")


def several(value: Any) -> Any:
    """Return one value as a list of one; what is a list stays."""
    return value if isinstance(value, list | tuple) else (value,)


#: One text or a list of them.
Texts = Annotated[tuple[Code, ...], BeforeValidator(several)]


class Condition(NamedTuple):
    """One condition of a selection.

    Attributes
    ----------
    field : str
        The field that gives it.
    holds : callable
        Whether it holds for one item.
    accepted : iterable of str
        What would have matched somebody, where that can be listed.
    """

    field: str
    holds: Callable[[Any], bool]
    accepted: Iterable[str] = ()


class Selection(Record):
    """Conditions that hold together.

    Written as the text ``"all"``, as one id, as a list of ids, or as a table of conditions.
    """

    all: Truth = Field(default=False, description="everybody of the register")
    ids: Texts = Field(default=(), description="just these, by id")

    @model_validator(mode="before")
    @classmethod
    def _in_short(cls, value: Any) -> Any:
        if value == ALL:
            return {"all": True}
        return {"ids": value} if isinstance(value, str | list | tuple) else value

    @model_validator(mode="after")
    def _some_condition(self) -> Self:
        given = [
            name
            for name, field in type(self).model_fields.items()
            if getattr(self, name) != field.default
        ]
        if not given:
            raise refuse("selects nobody", f'"{ALL}", a list of ids, or at least one condition')
        if self.all and len(given) > 1:
            raise refuse("selects everybody and gives a condition too", "one of the two")
        return self


def refuse_unknown(ids: Sequence[str], records: Iterable[Any], at: str, what: str) -> None:
    """Refuse ids that no record has.

    Raises
    ------
    InputError
        With a fault for each, at its position in the field `at`.
    """
    known = {record.id for record in records}
    faults = [
        Fault(f"{at}[{position}]", f"no {what} has the id {id_}", f"the id of a {what}")
        for position, id_ in enumerate(ids)
        if id_ not in known
    ]
    if faults:
        raise InputError(faults)


def narrowed(
    items: Iterable[T], conditions: Iterable[Condition], at: str, what: str
) -> tuple[T, ...]:
    """Return the items for which all conditions hold, in their order.

    Raises
    ------
    InputError
        If there are none, naming the field of the condition that leaves nobody.
    """
    left = tuple(items)
    if not left:
        raise InputError.single(at, f"selects from a register that has no {what}")
    for number, (field, holds, accepted) in enumerate(conditions):
        before, left = len(left), tuple(item for item in left if holds(item))
        if not left:
            among = f" of the {before} that the other conditions leave" if number else ""
            raise InputError.single(
                f"{at}.{field}", f"matches no {what}{among}", ", ".join(sorted(set(accepted)))
            )
    return left
