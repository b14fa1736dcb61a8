"""How much happens in a year: what is published, and what is assumed where nothing is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from matcher.files.json_records import read_record
from matcher.records.fields import Count, HomeKind, Number, Record, Whole
from scenarios.studies._refusals import YES

Share = Annotated[Number, Field(ge=0, le=1)]
_Yearly = Annotated[Number, Field(ge=0, le=10)]


def _no(kind: HomeKind) -> float:
    return round(1 - YES[kind], 6)


class Refusals(Record):
    """How often a home of a kind that may take a child says no when asked.

    Assumed (A); see `scenarios.studies._refusals`.
    """

    parents: Share = _no("parents")
    kinship: Share = _no("kinship")
    in_house_foster: Share = _no("in_house_foster")
    agency_foster: Share = _no("agency_foster")
    supported_lodgings: Share = _no("supported_lodgings")
    residential: Share = _no("residential")

    def of(self, kind: HomeKind) -> float:
        """Return the share of a kind."""
        return float(getattr(self, kind))


class Rates(Record):
    """How much happens in a year, for each child or home there is (`cartref/rates/1`).

    H: published and certain; D: derived from published figures; A: assumed.
    """

    format: Literal["cartref/rates/1"] = "cartref/rates/1"
    starts: _Yearly = Field(
        default=68 / 245, description="children who come into care, a year and child (Powys, D)"
    )
    endings: _Yearly = Field(
        default=0.5,
        description="placements that end or break down, a year and child who lives with kin or "
        "others: 115 moves a year (Powys, D) less those that leaving carers cause, over 202 "
        "children (D)",
    )
    carers_leave: _Yearly = Field(
        default=0.1,
        description="foster homes that close, a year and home; as many open, like others (A)",
    )
    refusals: Refusals = Refusals()
    weeks: Annotated[Whole, Field(ge=1, le=520)] = Field(default=52, description="weeks of a year")
    reserve_homes: Count = Field(
        default=3, description="homes that the plan with a reserve holds free"
    )


def read_rates(path: Path | None = None, weeks: int | None = None) -> Rates:
    """Return the rates of a file; what it leaves out is as published or assumed.

    Parameters
    ----------
    path : Path, optional
        A JSON file such as
        ``{"format": "cartref/rates/1", "carers_leave": 0.2, "refusals": {"agency_foster": 0.6}}``.
    weeks : int, optional
        Weeks of a year; wins over the file's.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    rates = Rates() if path is None else read_record(path, Rates, {})
    return rates if weeks is None else Rates.model_validate({**dict(rates), "weeks": weeks})
