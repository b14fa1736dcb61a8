"""Settings of the service: from the environment, secrets also from files."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from matcher.errors import Fault, InputError
from matcher.records.faults import faults_of
from matcher.records.fields import refuse

PREFIX = "CARTREF_"
#: Names the folder in which each secret may be a file, called as its variable in lower case.
SECRETS_DIR = "CARTREF_SECRETS_DIR"
DATABASE_URL = f"{PREFIX}DATABASE_URL"
#: How the address of a database is written.
ADDRESS = "postgresql+psycopg://USER:PASSWORD@HOST/NAME"

#: What somebody is here; each may be several.
Role = Literal["viewer", "officer", "panel", "admin"]

_MAX_PORT = 65_535

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def _listed(value: Any) -> Any:
    return [part.strip() for part in value.split(",") if part.strip()] if _is_text(value) else value


def _paired(value: Any) -> Any:
    if not _is_text(value):
        return value
    pairs = [part.partition("=") for part in _listed(value)]
    if not all(left.strip() and right.strip() for left, _, right in pairs):
        raise refuse("is no list of pairs", "pairs such as Placements=officer,Panel=panel")
    return {left.strip(): right.strip() for left, _, right in pairs}


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


#: In the environment: separated by commas.
Listed = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)]
Paired = Annotated[dict[str, Role], NoDecode, BeforeValidator(_paired)]


class Settings(BaseSettings):
    """What the environment says, each as a variable with the prefix ``CARTREF_``.

    Attributes
    ----------
    data : Path
        The folder of the SQLite database and of what the service keeps for itself.
    database_url : SecretStr or None
        ``postgresql+psycopg://...``; None for SQLite in the data folder.
    host, port : str, int
        Where to listen.
    behind_tls : bool
        Whether something in front speaks TLS with the browsers and passes requests on. Without
        it the service listens on loopback only.
    allowed_hosts : list of str
        The names by which browsers call the service, besides those of loopback.
    proxies : list of str
        Addresses of the proxy in front, whose word on who asks is taken.
    workers : int
        Processes that solve plans and scenarios; one more answers rankings that need a solve.
    warm : bool
        Whether these processes start with the service, ready for the first run, or only with it:
        each takes about 180 MB.
    queue : int
        Runs that may wait at most.
    session_minutes, session_idle_minutes : int
        How long somebody stays signed in at most, and without doing anything.
    upload_mb, body_mb : int
        Sizes in MB of an uploaded file and of any other request, at most.
    requests_per_minute, sign_ins_per_minute : int
        By person or key, and by address.
    oidc_issuer, oidc_client_id, oidc_client_secret : str, str, SecretStr
        The council's directory, where people sign in through it.
    oidc_claim : str
        The claim that holds a person's roles or groups.
    oidc_roles : dict of str to str
        Values of that claim, each with the role that it gives here: ``Placements=officer,...``.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", frozen=True)

    data: Path = Path("cartref-data")
    database_url: SecretStr | None = None
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=_MAX_PORT)] = 8000
    behind_tls: bool = False
    allowed_hosts: Listed = ()
    proxies: Listed = ("127.0.0.1",)
    workers: Annotated[int, Field(ge=1, le=64)] = max(1, (os.cpu_count() or 2) - 1)
    warm: bool = True
    queue: Annotated[int, Field(ge=1, le=10_000)] = 20
    session_minutes: Annotated[int, Field(ge=1, le=1440)] = 480
    session_idle_minutes: Annotated[int, Field(ge=2, le=1440)] = 30
    upload_mb: Annotated[int, Field(ge=1, le=1024)] = 64
    body_mb: Annotated[int, Field(ge=1, le=1024)] = 16
    requests_per_minute: Annotated[int, Field(ge=1)] = 3000
    sign_ins_per_minute: Annotated[int, Field(ge=1)] = 30
    oidc_issuer: str | None = None
    oidc_client_id: str | None = None
    oidc_client_secret: SecretStr | None = None
    oidc_claim: str = "roles"
    oidc_roles: Paired = Field(default_factory=dict)

    @property
    def url(self) -> str:
        """The address of the database."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.data / 'cartref.sqlite3'}"


def read_settings(**given: object) -> Settings:
    """Return the settings of the environment, those given in their place.

    Raises
    ------
    InputError
        With every setting that can't be used.
    """
    given = {name: value for name, value in given.items() if value is not None}
    secrets = os.environ.get(SECRETS_DIR) or None
    faults = [*_faults_of_secrets(secrets), *_faults_of_empty(given)]
    if faults:  # what else is wrong is told with them
        secrets = None
    try:
        settings = Settings(_secrets_dir=secrets, **given)  # type: ignore[call-arg, arg-type]  # pydantic-settings' own way to name the folder; values are validated
    except ValidationError as error:
        more = [
            Fault(_variable(fault.place), fault.fault, fault.accepted)
            for fault in faults_of(error, Settings)
        ]
    else:
        more = [
            *_faults_of_listening(settings),
            *_faults_of_proxies(settings),
            *_faults_of_database(settings),
            *_faults_of_directory(settings),
        ]
    known = {fault.place for fault in faults}
    faults += [fault for fault in more if fault.place not in known]
    if faults:
        raise InputError(faults)
    return settings


def _variable(place: str) -> str:
    """Return the variable of a setting; what stands inside one's value has none of its own."""
    return PREFIX + re.split(r"[.\[]", place)[0].upper()


def _faults_of_secrets(folder: str | None) -> Iterator[Fault]:
    """Yield what keeps secrets from being read: without them the service would start with others.

    A value is never shown.
    """
    if folder is None:
        return
    try:
        there = {path.name.lower(): path for path in Path(folder).iterdir()}
    except OSError:
        accepted = "a folder with a file for each secret"
        yield Fault(SECRETS_DIR, "is no folder that can be read", accepted)
        return
    for name in Settings.model_fields:
        path = there.get(f"{PREFIX}{name}".lower())
        if path is None:
            continue
        try:
            path.read_text("utf-8")
        except OSError as error:
            reason = (error.strerror or "the system refuses").lower()
            yield Fault(str(path), f"can't be read: {reason}", "a file of text in UTF-8")
        except ValueError:
            yield Fault(str(path), "is not text", "a file of text in UTF-8")


def _faults_of_empty(given: Mapping[str, object]) -> Iterator[Fault]:
    """Yield settings that are there but empty, and would mean something nobody meant by that."""
    meant = {"data": "a folder", "host": "an address", "database_url": ADDRESS}
    for name, accepted in meant.items():
        if name not in given and os.environ.get(_variable(name), " ") == "":
            yield Fault(_variable(name), "is empty", f"{accepted}, or no such setting")


def _faults_of_database(settings: Settings) -> Iterator[Fault]:
    """Yield why an address is none of a database; it may hold a password, and is not shown."""
    if settings.database_url is None:
        return
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        url = make_url(settings.url)
        url.get_dialect().import_dbapi()
        known = url.get_backend_name() in ("postgresql", "sqlite")
    except (ArgumentError, ImportError, ValueError):
        known = False
    if not known:
        yield Fault(DATABASE_URL, "is no address of a database that Cartref can use", ADDRESS)
    elif url.port is not None and not 0 < url.port <= _MAX_PORT:
        yield Fault(DATABASE_URL, "has a port that there is not", f"from 1 to {_MAX_PORT}")


def _faults_of_proxies(settings: Settings) -> Iterator[Fault]:
    for proxy in settings.proxies:
        try:
            ip_network(proxy)
        except ValueError:
            yield Fault(
                f"{PREFIX}PROXIES",
                f"{proxy!r} is no address",
                "addresses or networks, such as 127.0.0.1,10.0.0.0/24",
            )


def _faults_of_listening(settings: Settings) -> Iterator[Fault]:
    if settings.host not in LOOPBACK and not settings.behind_tls:
        yield Fault(
            f"{PREFIX}HOST",
            "is an address that others can reach, and nothing is said to speak TLS in front",
            f"127.0.0.1, or {PREFIX}BEHIND_TLS=true where a proxy in front speaks TLS",
        )


def _faults_of_directory(settings: Settings) -> Iterator[Fault]:
    if settings.oidc_issuer is None:
        return
    try:
        address = urlsplit(settings.oidc_issuer)
        sound = bool(address.hostname) and (
            address.scheme == "https" or (address.scheme == "http" and address.hostname in LOOPBACK)
        )
    except ValueError:
        sound = False
    if not sound:
        yield Fault(f"{PREFIX}OIDC_ISSUER", "is no address with TLS", "https://...")
    if settings.oidc_client_id is None:
        yield Fault(
            f"{PREFIX}OIDC_CLIENT_ID", "is missing", "what the directory calls this service"
        )
