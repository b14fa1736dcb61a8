"""The service in a test: a real application and database, and somebody for each role."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.pages.app import create_site
from api.service.state import Service
from api.settings import Role, read_settings
from api.sign_in.permissions import MAY, ROLES
from api.store.people import add_key, add_person

#: Tells one made-up person from the next.
_NUMBERS = count(1)


class Serving:
    """A service that is running, and clients of it.

    Attributes
    ----------
    app : FastAPI
        The application.
    plain : TestClient
        Of somebody who is not signed in.
    """

    def __init__(self, app: FastAPI, plain: TestClient) -> None:
        self.app = app
        self.plain = plain

    @property
    def service(self) -> Service:
        """What the handlers share."""
        found: Service = self.app.state.service
        return found

    def key(self, name: str, roles: Sequence[Role], scopes: Sequence[str] | None = None) -> str:
        """Add somebody and return a key of theirs, with all their permissions if none are given."""
        if scopes is None:
            scopes = sorted({one for role in roles for one in MAY[role]})
        with self.service.database.writing() as session:
            return add_key(session, add_person(session, name, roles), "test", scopes)[1]

    def somebody(self, *roles: Role, name: str | None = None) -> TestClient:
        """Return a client of somebody new with these roles; all roles if none are given."""
        roles = roles or ROLES
        client = TestClient(self.app, raise_server_exceptions=True)
        key = self.key(name or f"{'-'.join(roles)}-{next(_NUMBERS)}", roles)
        client.headers["Authorization"] = f"Bearer {key}"
        return client


@contextmanager
def serving(folder: Path, **settings: Any) -> Iterator[Serving]:
    """Give a running service with its data in a folder."""
    settings.setdefault("warm", False)  # most tests need no worker, and to start one takes seconds
    settings["allowed_hosts"] = ("testserver", *settings.get("allowed_hosts", ()))
    app = create_site(read_settings(data=folder, **settings))
    with TestClient(app) as plain:
        yield Serving(app, plain)
