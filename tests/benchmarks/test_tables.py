"""The same figures in text, CSV and JSON."""

from __future__ import annotations

import csv
import io

from benchmarks.tables import Table, columns

TABLE = Table(
    columns(solver="solver", seconds="seconds", values="levels", proved="proved", n="n"),
    (
        {"solver": "a, b", "seconds": 0.0123456789, "values": (1, 2), "proved": True, "n": 1234567},
        {"solver": "c", "seconds": 12345.678, "values": (3, None), "proved": False},
    ),
    notes=("a note",),
    wanting=("a fault",),
)


def test_text_is_short() -> None:
    assert list(TABLE.texts(TABLE.columns)) == [
        ["a, b", "0.0123", "1, 2", "yes", "1234567"],
        ["c", "12346", "3, ?", "no", ""],
    ]


def test_csv_has_a_column_for_each_name_and_nothing_for_what_is_not_known() -> None:
    assert list(csv.DictReader(io.StringIO(TABLE.csv()))) == [
        {
            "solver": "a, b",
            "seconds": "0.0123457",
            "values": "1, 2",
            "proved": "yes",
            "n": "1234567",
        },
        {"solver": "c", "seconds": "12345.7", "values": "3, ?", "proved": "no", "n": ""},
    ]


def test_json_keeps_numbers_and_lists() -> None:
    data = TABLE.json()
    assert data["rows"] == [
        {"solver": "a, b", "seconds": 0.0123457, "values": [1, 2], "proved": True, "n": 1234567},
        {"solver": "c", "seconds": 12345.7, "values": [3, None], "proved": False, "n": None},
    ]
    assert data["columns"][1] == {"name": "seconds", "title": "seconds"}
    assert (data["notes"], data["wanting"]) == (["a note"], ["a fault"])
