"""People, sessions and keys as the service takes and gives them."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from api.settings import Role
from api.sign_in.keys import MOST_DAYS
from api.sign_in.passwords import LONGEST, SHORTEST
from api.sign_in.people import MAX_NAME
from api.sign_in.permissions import PERMISSIONS, Permission, Principal, roles_of
from api.store.tables import ApiKey, Person

#: No control characters.
_WRITING = r"^[^\x00-\x1f\x7f-\x9f]+$"
_AN_ID = r"^[\x21-\x7e]+$"

Name = Annotated[
    str,
    Field(
        min_length=1,
        max_length=MAX_NAME,
        pattern=_WRITING,
        description="The name under which somebody signs in.",
        examples=["mair.evans"],
    ),
]
Roles = Annotated[
    tuple[Role, ...],
    Field(max_length=4, description="What somebody is here; several are allowed."),
]
Password = Annotated[str, Field(max_length=LONGEST)]


class In(BaseModel):
    """What is sent: nothing besides these fields."""

    model_config = ConfigDict(extra="forbid")


class SignIn(In):
    """A name and a password."""

    name: Name
    password: Annotated[Password, Field(examples=["plum kettle harbour seven"])]


class PasswordChange(In):
    """The password so far, and the one from now on."""

    old: Annotated[
        Password | None, Field(description="Left out after a one-time password, which is used up.")
    ] = None
    new: Annotated[
        Password,
        Field(
            description=f"{SHORTEST} to {LONGEST} characters, without your name, and not among "
            "the first that others would try.",
            examples=["plum kettle harbour seven"],
        ),
    ]


class SessionOut(BaseModel):
    """Who is signed in, and what they may do."""

    number: int
    name: str
    roles: tuple[Role, ...]
    may: tuple[Permission, ...]
    must_change: Annotated[bool, Field(description="Nothing is allowed but changing the password.")]
    csrf_token: Annotated[
        str | None,
        Field(description="For the header X-CSRF-Token of every write; none where a key is used."),
    ]

    @classmethod
    def of(cls, who: Principal, csrf_token: str | None) -> SessionOut:
        """Return who somebody is."""
        return cls(
            number=who.person,
            name=who.name,
            roles=who.roles,
            may=tuple(one for one in PERMISSIONS if one in who.may),
            must_change=who.must_change,
            csrf_token=csrf_token,
        )


class PersonIn(In):
    """Somebody who shall be able to sign in."""

    name: Name
    roles: Roles
    subject: Annotated[
        str | None,
        Field(
            min_length=1,
            max_length=255,
            pattern=_AN_ID,
            description="Who they are in the council's directory, where they sign in through it.",
        ),
    ] = None


class PersonChange(In):
    """What shall be otherwise; what is left out stays."""

    roles: Roles | None = None
    active: Annotated[
        bool | None,
        Field(description="Whether they may sign in; false ends their sessions and keys at once."),
    ] = None


class PersonOut(BaseModel):
    """Somebody who may sign in."""

    number: int
    name: str
    roles: tuple[Role, ...]
    active: bool
    directory: Annotated[bool, Field(description="Signs in through the council's directory.")]
    locked_until: Annotated[
        str | None, Field(description="After too many wrong passwords: until then.")
    ]
    one_time_until: Annotated[
        str | None, Field(description="A one-time password waits for them, until then.")
    ]
    created_at: str

    @classmethod
    def of(cls, person: Person) -> PersonOut:
        """Return somebody as they are shown."""
        return cls(
            number=person.id,
            name=person.name,
            roles=roles_of(person.roles),
            active=person.active,
            directory=person.issuer is not None,
            locked_until=person.locked_until,
            one_time_until=person.one_time_until,
            created_at=person.created_at,
        )


class NewPerson(PersonOut):
    """Somebody who was added or given a new password, with that password, shown this once."""

    one_time_password: Annotated[
        str | None,
        Field(
            description="Good for one sign-in, in which it has to be changed. It is shown in the "
            "first answer only; none for somebody of the council's directory.",
            examples=["hq7m-x2ka-9ebn-tf4c"],
        ),
    ] = None


class PeopleOut(BaseModel):
    """Everybody, in the order in which they came."""

    people: tuple[PersonOut, ...]


class KeyIn(In):
    """A key that shall be made."""

    label: Annotated[
        str,
        Field(
            min_length=1,
            max_length=200,
            pattern=_WRITING,
            description="What it is for.",
            examples=["Nightly upload from the case system"],
        ),
    ]
    scopes: Annotated[
        tuple[Permission, ...],
        Field(
            min_length=1,
            max_length=len(PERMISSIONS),
            description="What it is good for: no more than you may do yourself.",
            examples=[["read", "upload"]],
        ),
    ]
    days: Annotated[int, Field(ge=1, le=MOST_DAYS, description="For how many days it lasts.")] = 90


class KeyOut(BaseModel):
    """A key, without its secret."""

    id: str
    person: Annotated[int, Field(description="The number of whose it is.")]
    label: str
    scopes: tuple[Permission, ...]
    created_at: str
    expires_at: str | None
    revoked_at: str | None

    @classmethod
    def of(cls, key: ApiKey) -> KeyOut:
        """Return a key as it is shown."""
        scopes = key.scopes.split()
        return cls(
            id=key.id,
            person=key.person,
            label=key.label,
            scopes=tuple(one for one in PERMISSIONS if one in scopes),
            created_at=key.created_at,
            expires_at=key.expires_at,
            revoked_at=key.revoked_at,
        )


class NewKey(KeyOut):
    """A key that was made, with its text, shown this once."""

    key: Annotated[
        str | None,
        Field(
            description="For the header Authorization: Bearer KEY. It is shown in the first answer "
            "only, and kept nowhere.",
            examples=["cartref_9f2c41d07be3_q0Yd..."],
        ),
    ] = None


class KeysOut(BaseModel):
    """Keys, the newest first."""

    keys: tuple[KeyOut, ...]
