"""The service as a process: it listens, and says where."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from dataclasses import dataclass

import uvicorn
from fastapi import FastAPI

from api.service import logs
from api.service.app import create_app
from api.settings import PREFIX, Settings
from api.sign_in.first import first_admin
from api.store.database import Database
from api.store.migrate import upgrade
from api.store.owning import Ownership
from api.store.private import make_data_folder
from api.store.trouble import plainly
from matcher.errors import InputError

#: Seconds that requests have to end in when the service is told to stop.
GRACE_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Started:
    """Where the service is, and what somebody needs who has just started it.

    Attributes
    ----------
    url : str
        Its address on this machine.
    one_time_password : str or None
        Of the first admin, where this is the first start.
    """

    url: str
    one_time_password: str | None


def serve(
    settings: Settings,
    told: Callable[[Started], None],
    create: Callable[[Settings], FastAPI] = create_app,
) -> None:
    """Run the service until it is stopped.

    Parameters
    ----------
    settings : Settings
        See `api.settings`.
    told : callable
        Called once it listens.
    create : callable
        What makes the application: the service alone, or with what stands on it.

    Raises
    ------
    InputError
        If it can't listen there, or the database can't be opened.
    """
    logs.set_up()
    listening = _listening(settings)
    password = _prepared(settings)
    server = uvicorn.Server(
        uvicorn.Config(
            create(settings),
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=GRACE_SECONDS,
            proxy_headers=settings.behind_tls,
            forwarded_allow_ips=list(settings.proxies),
        )
    )
    address, port = listening.getsockname()[:2]
    told(Started(f"http://{f'[{address}]' if ':' in address else address}:{port}", password))
    server.run(sockets=[listening])


def _listening(settings: Settings) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
        listening = socket.create_server((settings.host, settings.port), family=family)
    except (socket.gaierror, UnicodeError):
        raise InputError.single(
            f"{PREFIX}HOST", "is no address of this machine", "127.0.0.1, or another --host"
        ) from None
    except OSError as error:
        reason = os.strerror(error.errno or 0).lower()
        raise InputError.single(
            f"{settings.host}:{settings.port}",
            f"can't be listened on: {reason}",
            "another --port, or another --host",
        ) from None
    listening.set_inheritable(True)
    return listening


def _prepared(settings: Settings) -> str | None:
    """Bring the database up to date; return the first admin's password where there is nobody."""
    make_data_folder(settings)
    database = Database(settings.url)
    owner = Ownership(database)
    try:
        with plainly(database):
            owner.take()
            upgrade(database)
            return first_admin(database)
    finally:
        owner.release()
        database.close()
