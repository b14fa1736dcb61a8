"""Arrays of one length that are indexed together, each when it is first looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self


class Table:
    """Arrays of one length, one entry a record."""

    def take(self, idx: Any) -> Self:
        """Return the records at some positions; `idx` indexes each array and may have any shape.

        An array is indexed when it is first looked at: most users look at few of them.
        """
        taken = object.__new__(type(self))
        taken.__dict__.update(_whole=self, _idx=idx)
        return taken

    if not TYPE_CHECKING:  # names that no table has are still found out by the type checker

        def __getattr__(self, name: str) -> Any:
            # Only a table that was taken lacks arrays.
            if name.startswith("_") or "_whole" not in self.__dict__:
                raise AttributeError(f"{type(self).__name__} has no {name}")
            found = getattr(self.__dict__["_whole"], name)
            idx = self.__dict__["_idx"]
            found = found.take(idx) if isinstance(found, Table) else found[idx]
            self.__dict__[name] = found
            return found
