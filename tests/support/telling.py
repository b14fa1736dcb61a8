"""What a page says, without its tags."""

from __future__ import annotations

import re
from html import unescape

from fastapi.testclient import TestClient


def plain(html: str) -> str:
    """Return the text of a page in one line."""
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html)))


def text_of(client: TestClient, path: str, status: int = 200) -> str:
    """Return the text of a page that answers with a status."""
    answer = client.get(path)
    assert answer.status_code == status, answer.text
    return plain(answer.text)
