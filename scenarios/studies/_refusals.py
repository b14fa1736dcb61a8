"""How likely a home says yes when it is asked for a child: one assumption for all studies."""

from __future__ import annotations

from matcher.records.fields import HomeKind

#: By kind; assumed (A), since nothing is published: ask for your own council's, from its records
#: of offers made and refused. Parents and kin have said yes before a home is reserved for a child.
YES: dict[HomeKind, float] = {
    "parents": 1.0,
    "kinship": 1.0,
    "in_house_foster": 0.75,
    "agency_foster": 0.6,
    "supported_lodgings": 0.6,
    "residential": 0.5,
}
