"""What the service and the engine say of faults, where pages show it often: for the catalogue.

Other faults are shown in English on Welsh pages too, and marked as English. How values stand in a
text: `api.pages.below`.
"""

from __future__ import annotations

from api.pages.marks import mark
from api.pages.pdf import MISSING, TOO_LONG

FROM_BELOW = (
    *MISSING,
    *TOO_LONG,
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
    mark("has a name of another kind"),
    mark("a file whose name ends in %(codes)s"),
    # Of approvals.
    mark("the role of who decided, such as head of service"),
    mark("the day on which it was decided, such as 2026-11-02"),
    mark("is in the future"),
    mark("today, or a day before"),
    mark("is long before the decision"),
    mark("a day from %(day)s on"),
    # Of what is kept.
    mark("is kept here, but today's checks refuse it"),
    mark("is kept here, but damaged"),
    mark("a corrected register, uploaded as the next version"),
    mark("a corrected register, uploaded"),
    mark("a policy set anew"),
    mark("the same asked anew"),
)
