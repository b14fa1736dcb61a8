"""Registers: brought in, looked through, listed, compared."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from html import unescape
from pathlib import Path
from typing import Any

from httpx2 import Response

from api.store.versions import latest_number
from matcher import read_register, write_register
from matcher.records.register import Register
from tests.support.keeping import keep
from tests.support.registers import child, home, register, settled
from tests.support.service import Serving

SMALL = register(child("C1"), settled("C2", "H1"), home("H1"))


def send(
    client: Any, content: bytes, called: str = "powys.json", to: str = "/registers", **fields: str
) -> Response:
    found: Response = client.post(
        to, files={"file": (called, content)}, data=fields, follow_redirects=True
    )
    return found


def text(response: Response) -> str:
    return re.sub(r"\s+", " ", response.text)


def n_versions(served: Serving) -> int:
    with served.service.database.reading() as session:
        return latest_number(session)


def spoilt(found: Register, folder: Path) -> bytes:
    """Return zipped CSV of a register in which a child's birthday and a home's places are words."""
    path = folder / "sound.zip"
    write_register(found, path)
    out = io.BytesIO()
    with zipfile.ZipFile(path) as sound, zipfile.ZipFile(out, "w") as wrong:
        for name in sound.namelist():
            rows = list(csv.DictReader(io.StringIO(sound.read(name).decode("utf-8-sig"))))
            for column in ("date_of_birth", "places"):
                if rows and column in rows[0]:
                    rows[0][column] = "several"
            table = io.StringIO()
            writer = csv.DictWriter(table, rows[0] if rows else ["id", "children", "together"])
            writer.writeheader()
            writer.writerows(rows)
            wrong.writestr(name, table.getvalue())
    return out.getvalue()


def test_without_a_register_it_says_what_to_do(served: Serving) -> None:
    officer, viewer = (served.somebody(role) for role in ("officer", "viewer"))
    assert "Fill in the empty workbook and upload it above." in officer.get("/registers").text
    seen = viewer.get("/registers").text
    assert "A placement officer has to upload one first." in seen
    assert 'type="file"' not in seen
    assert viewer.post("/registers", data={"csrf": "", "once": "1"}).status_code == 403


def test_a_register_is_stored_with_its_reason_and_told_of(served: Serving) -> None:
    officer = served.somebody("officer", name="gwen")
    answer = send(officer, SMALL.model_dump_json().encode(), reason="The register of November")
    assert answer.status_code == 200
    assert answer.url.path == "/registers/1"
    assert "Version 1 of the register is stored." in text(answer)
    assert "2 children, 0 sibling groups and 1 home" in text(answer)
    assert "This is the first version." in text(answer)
    listed = text(officer.get("/registers"))
    assert "The register of November" in listed
    assert "gwen" in listed
    again = send(officer, SMALL.model_dump_json().encode())
    assert "The newest version holds just this already: it is version 1." in text(again)
    assert n_versions(served) == 1


def test_faults_are_listed_by_sheet_row_and_column_and_nothing_is_stored(
    served: Serving, tmp_path: Path
) -> None:
    officer = served.somebody("officer")
    answer = send(officer, spoilt(SMALL, tmp_path), "powys.zip", reason="November")
    assert answer.status_code == 422
    seen = text(answer)
    assert "<title> Error: Registers" in seen.replace("<title>Error", "<title> Error")
    assert "2 faults in the file" in seen
    assert "children.csv, row 2, column date_of_birth" in seen
    assert "homes.csv, row 2, column places" in seen
    assert str(tmp_path) not in seen
    assert 'value="November"' in seen
    assert 'download="cartref-faults.csv"' in seen
    assert n_versions(served) == 0


def test_in_welsh_faults_and_their_places_are_welsh(served: Serving, tmp_path: Path) -> None:
    officer = served.somebody("officer")
    officer.get("/registers?lang=cy")
    answer = send(officer, spoilt(SMALL, tmp_path), "powys.zip", reason="Tachwedd")
    seen = text(answer)
    assert "ffeil children.csv, rhes 2, colofn date_of_birth" in seen
    assert "nid yw'n ddyddiad" in unescape(seen)
    table = answer.text[answer.text.index('id="faults"') :]
    assert 'lang="en"' not in table[: table.index("</table>")]


def test_check_only_stores_nothing(served: Serving, tmp_path: Path) -> None:
    officer = served.somebody("officer")
    answer = send(officer, SMALL.model_dump_json().encode(), check="yes")
    assert answer.status_code == 200
    assert "The file has no fault. Nothing of it is stored, as you asked." in text(answer)
    assert "2 children, 0 sibling groups and 1 home" in text(answer)
    answer = send(officer, spoilt(SMALL, tmp_path), "powys.zip", check="yes")
    assert "2 faults in the file" in text(answer)
    assert n_versions(served) == 0


def test_what_is_wrong_with_the_form_is_told_in_it(served: Serving) -> None:
    officer = served.somebody("officer")
    answer = officer.post("/registers", data={"reason": "x" * 2000})
    assert answer.status_code == 422
    assert "File: <span>is missing" in text(answer)
    assert "Why: <span>is too long" in text(answer)
    answer = send(officer, b"%PDF", "powys.pdf")
    assert "has a name of another kind" in text(answer)
    assert "in the file" not in text(answer)


def test_who_started_from_an_old_version_is_told(served: Serving) -> None:
    keep(served, SMALL)
    keep(served, child("C1"), home("H1"))
    officer = served.somebody("officer")
    answer = send(officer, SMALL.model_dump_json().encode(), base="1")
    assert answer.status_code == 409
    assert "is not the newest version any more: that is version 2" in text(answer)
    assert n_versions(served) == 2


def test_a_version_says_what_changed_and_is_downloaded_in_each_form(
    served: Serving, tmp_path: Path
) -> None:
    keep(served, SMALL)
    keep(served, child("C1"), home("H1", weekly_cost=700))
    viewer = served.somebody("viewer")
    seen = text(viewer.get("/registers/2"))
    assert "Children: 1 removed." in seen
    assert "Removed: C2" in seen
    assert "£500 a week" in seen
    assert "£700 a week" in seen
    for form in ("xlsx", "zip", "json"):
        answer = viewer.get(f"/registers/1/file?form={form}")
        path = tmp_path / f"got.{form}"
        path.write_bytes(answer.content)
        assert f'filename="cartref-powys-v1.{form}"' in answer.headers["content-disposition"]
        assert read_register(path) == SMALL
    assert viewer.get("/registers/3").status_code == 404
    assert viewer.get("/registers/1/file?form=pdf").status_code == 422


def test_any_two_versions_are_compared(served: Serving) -> None:
    keep(served, SMALL)
    for cost in (600, 700):
        keep(served, child("C1"), settled("C2", "H1"), home("H1", weekly_cost=cost))
    viewer = served.somebody("viewer")
    assert 'action="/registers/compare"' in viewer.get("/registers").text
    seen = text(viewer.get("/registers/compare?before=1&after=3"))
    assert "From version 1 to version 3" in seen
    assert "£500 a week" in seen
    assert "£700 a week" in seen
    assert "Nothing differs." in text(viewer.get("/registers/compare?before=1&after=1"))
    assert viewer.get("/registers/compare?before=1&after=9").status_code == 404
    wrong = viewer.get("/registers/compare?before=&after=x")
    assert wrong.status_code == 422
    assert wrong.headers["content-type"].startswith("text/html")


def test_versions_are_listed_in_parts(served: Serving) -> None:
    for cost in range(21):
        keep(served, home("H1", weekly_cost=cost))
    viewer = served.somebody("viewer")
    first = viewer.get("/registers").text
    assert "/registers/2&" not in first
    assert '"/registers/1"' not in first
    assert "/registers?before=2" in first
    assert '"/registers/1"' in viewer.get("/registers?before=2").text


def test_the_empty_workbook_is_one(served: Serving) -> None:
    answer = served.somebody("viewer").get("/registers/template")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        sheets = re.findall(r'<sheet name="([^"]+)"', book.read("xl/workbook.xml").decode())
    assert {"register", "children", "homes", "sibling_groups"} <= set(sheets)


def test_a_table_of_journeys_is_stored_once(served: Serving) -> None:
    officer = served.somebody("officer", name="gwen")
    assert "There is no table of journeys yet" in officer.get("/journeys").text
    head = "child,home,distance_home,distance_school,distance_contact\n"
    content = (head + "C1,H1,120,80,0\n").encode()
    answer = send(officer, content, "roads.csv", "/journeys", name="roads-2026.csv")
    assert "The table of journeys is stored." in text(answer)
    assert "roads-2026.csv" in text(answer)
    other = send(officer, content + b"C2,H1,1,1,1\n", "roads-2026.csv", "/journeys")
    assert other.status_code == 409
    assert "is that of another table of journeys" in text(other)
    wrong = send(officer, (head + "C1,H1,far,80,0\n").encode(), "roads.csv", "/journeys")
    assert wrong.status_code == 422
    assert "1 fault in the file" in text(wrong)
    assert send(officer, content, "no name!.csv", "/journeys").status_code == 422
