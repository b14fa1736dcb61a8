"""A service with a small register, one for all tests of a file that imports its fixture."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.deciding import SMALL
from tests.support.keeping import keep
from tests.support.service import Serving, serving


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A service with a small register and one worker."""
    with serving(tmp_path_factory.mktemp("service"), workers=1) as found:
        keep(found, *SMALL)
        yield found
