"""Writes: one transaction each, and the same answer to the same request with the same key."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, TypeVar

from fastapi import Depends, Header, Request
from pydantic import BaseModel
from sqlalchemy import delete
from sqlalchemy.orm import Session
from starlette.responses import Response

from api.refusals import refused
from api.service.auth import signed_in
from api.service.state import service_of
from api.sign_in.permissions import Principal
from api.store.database import Database
from api.store.tables import Kept
from api.store.times import before, now

#: For so long the answer to a key is kept.
KEPT_MINUTES = 24 * 60

T = TypeVar("T", bound=BaseModel)


@dataclass(frozen=True)
class IdempotentWrite:
    """A write that a request asks for.

    Called with what to do, it does it in one transaction and returns the response. Where the
    request has an idempotency key, the answer is kept in the same transaction: the request sent
    again is answered alike and does nothing.
    """

    database: Database
    who: Principal
    route: str
    key: str | None

    def __call__(
        self,
        act: Callable[[Session], T],
        *,
        of: str | bytes,
        status: int | Callable[[T], int] = 200,
        unkept: Callable[[T], BaseModel] = lambda answer: answer,
    ) -> Response:
        """Do it and return the response.

        Parameters
        ----------
        act : callable
            What to do; given the session, returns what to answer.
        of : str or bytes
            What was asked for, which tells one request from another with the same key.
        status : int or callable
            The HTTP status of the answer; or what it is, given the answer.
        unkept : callable
            What is kept of the answer for the next time: all but a secret that is shown once.
        """
        fingerprint = hashlib.sha256(
            self.route.encode() + b"\0" + (of.encode() if isinstance(of, str) else of)
        ).hexdigest()
        with self.database.writing() as session:
            if self.key is not None:
                session.execute(delete(Kept).where(Kept.at < before(KEPT_MINUTES)))
                kept = session.get(Kept, (self.who.person, self.key))
                if kept is not None:
                    if kept.fingerprint != fingerprint:
                        raise refused(
                            422,
                            "Idempotency-Key",
                            "was used for another request",
                            "a new key for each thing to do",
                        )
                    return _response(kept.body, kept.status)
            answer = act(session)
            code = status if isinstance(status, int) else status(answer)
            if self.key is not None:
                session.add(
                    Kept(
                        person=self.who.person,
                        key=self.key,
                        fingerprint=fingerprint,
                        status=code,
                        body=unkept(answer).model_dump_json(),
                        at=now(),
                    )
                )
        return _response(answer.model_dump_json(), code)


def _response(body: str, status: int) -> Response:
    return Response(body, status, media_type="application/json")


def _write(
    request: Request,
    who: Annotated[Principal, Depends(signed_in)],
    idempotency_key: Annotated[
        str | None,
        Header(
            min_length=1,
            max_length=200,
            description="Any text of your own: the same request sent again with the same key "
            "within a day is answered alike and does nothing.",
        ),
    ] = None,
) -> IdempotentWrite:
    route = f"{request.method} {request.url.path}"
    return IdempotentWrite(service_of(request).database, who, route, idempotency_key)


Writes = Annotated[IdempotentWrite, Depends(_write)]
