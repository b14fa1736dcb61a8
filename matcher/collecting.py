"""Large work that makes no rubbish, done without Python's collector going through all of it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

#: With more new objects than this a walk through all is worth its time.
_MANY = 20_000


@contextmanager
def not_collecting(*, lasting: bool = False) -> Iterator[None]:
    """Let the collector of cyclic garbage rest meanwhile, in the whole process.

    Where hundreds of thousands of records are made and all are kept, it goes through them again
    and again and finds nothing: England's register took 2.5 times as long to read. What nothing
    refers to any more is freed at once all the same. Uses may nest, or overlap in several threads:
    the collector works again once whoever stopped it is done.

    Parameters
    ----------
    lasting : bool
        Whether what is made lasts. Then, if it is much, the collector goes through it once at the
        end, and finds it old; or else it would, up to three times, in the midst of what comes next.
    """
    was_working = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_working:
            if lasting and gc.get_count()[0] > _MANY:
                gc.collect()
            gc.enable()
