"""Settings of the service: from the environment, secrets also from files."""

from __future__ import annotations

import os
from collections.abc import Iterator
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

#: What somebody is here; each may be several.
Role = Literal["viewer", "officer", "panel", "admin"]

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
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
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
    if secrets is not None and not _is_readable_folder(Path(secrets)):
        raise InputError.single(
            SECRETS_DIR, "is no folder that can be read", "a folder with a file for each secret"
        )
    try:
        settings = Settings(_secrets_dir=secrets, **given)  # type: ignore[call-arg, arg-type]  # pydantic-settings' own way to name the folder; values are validated
    except ValidationError as error:
        faults = [
            Fault(f"{PREFIX}{fault.place.upper()}", fault.fault, fault.accepted)
            for fault in faults_of(error, Settings)
        ]
        raise InputError(faults) from None
    if faults := [*_faults_of_listening(settings), *_faults_of_directory(settings)]:
        raise InputError(faults)
    return settings


def _is_readable_folder(path: Path) -> bool:
    return path.is_dir() and os.access(path, os.R_OK | os.X_OK)


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
    address = urlsplit(settings.oidc_issuer)
    if address.scheme != "https" and address.hostname not in LOOPBACK:
        yield Fault(f"{PREFIX}OIDC_ISSUER", "is no address with TLS", "https://...")
    if settings.oidc_client_id is None:
        yield Fault(
            f"{PREFIX}OIDC_CLIENT_ID", "is missing", "what the directory calls this service"
        )
