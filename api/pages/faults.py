"""What the service and the engine say of faults, where pages show it often: for the catalogue.

Other faults are shown in English on Welsh pages too, and marked as English.
"""

from __future__ import annotations

from api.pages.language import mark

FROM_BELOW = (
    mark("is missing"),
    mark("a value: the field has no default"),
    mark("the name and the password do not belong together, or there were too many attempts"),
    mark("is not the password so far, or there were too many attempts"),
    mark("the right ones; after 5 wrong attempts only 15 minutes later"),
    mark("the password so far"),
    mark("is the old one"),
    mark("another"),
    mark("is too short or too long"),
    mark("12 to 200 characters, such as four words"),
    mark("is among the first that others would try"),
    mark("such as four words"),
    mark("contains the name"),
    mark("one without it"),
    mark("the password is the council directory's"),
    mark("a change there"),
)
