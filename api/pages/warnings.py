"""What the engine's warnings say: for the catalogue; see `api.pages.below`."""

from __future__ import annotations

from api.pages.marks import mark

FROM_WARNINGS = (
    mark("%(group)s cannot all live in one home: %(told)s."),
    mark("%(child)s and %(other)s must be kept apart"),
    mark("%(all)s are settled in different homes"),
    mark("%(child)s in %(home)s"),
    mark("The children who live in %(home)s today break %(codes)s there."),
    mark("%(child)s stays in %(home)s, which %(codes)s would refuse today."),
    mark("%(child)s leaves the approved ages of %(home)s on %(day)s."),
    mark(
        "%(child)s is left without a home by %(codes)s: without it %(again)s would live in "
        "%(home)s, which costs £%(n)s a week; that plan costs £%(n_more)s a week more in all"
    ),
)
