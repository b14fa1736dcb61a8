from __future__ import annotations

import io
import json
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from httpx2 import Response
from sqlalchemy import select

from api.store.tables import Entry
from matcher import read_register, write_register
from matcher.records.register import Register
from tests.support.registers import child, group, home, register
from tests.support.service import Serving, serving

SMALL = register(child("C1"), child("C2", home="H1"), group("C1", "C2"), home("H1"), home("H2"))
LARGER = register(
    child("C1", age=12), child("C2", home="H1"), group("C1", "C2"), home("H1"), home("H3")
)


@pytest.fixture(params=["sqlite", "postgresql"])
def anywhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Serving]:
    """A running service on each kind of database."""
    on_postgres = request.param == "postgresql"
    url = request.getfixturevalue("database_url")() if on_postgres else None
    with serving(tmp_path / "data", database_url=url) as found:
        yield found


def json_of(found: Register) -> bytes:
    return found.model_dump_json().encode()


def in_form(found: Register, form: str, folder: Path) -> bytes:
    path = folder / f"made.{form}"
    write_register(found, path)
    return path.read_bytes()


def send(
    client: Any,
    content: bytes,
    name: str = "powys.json",
    to: str = "/v1/registers",
    headers: dict[str, str] | None = None,
    **fields: str,
) -> Response:
    found: Response = client.post(to, files={"file": (name, content)}, data=fields, headers=headers)
    return found


def faults(response: Response) -> list[tuple[str, str]]:
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert body["format"] == "cartref/error/1"
    assert body["status"] == response.status_code
    return [(fault["place"], fault["fault"]) for fault in body["faults"]]


@pytest.mark.parametrize("form", ["json", "xlsx", "zip"])
def test_a_register_in_any_form_becomes_the_same_version(
    served: Serving, tmp_path: Path, form: str
) -> None:
    officer = served.somebody("officer", name="a.officer")
    response = send(officer, in_form(SMALL, form, tmp_path), f"powys.{form}", reason=" November ")
    assert response.status_code == 201
    body = response.json()
    assert body.pop("at") > "2026-01-01"
    assert body == {
        "number": 1,
        "sha256": SMALL.sha256,
        "erased_sha256": None,
        "as_of": "2026-11-02",
        "counts": {"children": 2, "sibling_groups": 1, "homes": 2},
        "made_by": "upload",
        "author": {"number": body["author"]["number"], "name": "a.officer"},
        "reason": "November",
        "new": True,
    }
    again = officer.get("/v1/registers/latest").json()
    assert again["number"] == 1
    assert again["sha256"] == SMALL.sha256
    fetched = officer.get("/v1/registers/1/register")
    assert Register.model_validate(fetched.json()) == SMALL


def test_what_the_newest_version_holds_already_makes_no_new_one(
    served: Serving, tmp_path: Path
) -> None:
    officer = served.somebody("officer")
    assert send(officer, json_of(SMALL)).status_code == 201
    again = send(officer, in_form(SMALL, "xlsx", tmp_path), "again.xlsx", base="7")
    assert again.status_code == 200
    assert (again.json()["number"], again.json()["new"]) == (1, False)
    assert send(officer, json_of(LARGER)).json()["number"] == 2
    # As before the last one: that is a new version, not the first again.
    back = send(officer, json_of(SMALL))
    assert (back.status_code, back.json()["number"]) == (201, 3)


def test_faults_are_those_of_validate_and_tell_no_folder(served: Serving, tmp_path: Path) -> None:
    officer = served.somebody("officer")
    data = json.loads(json_of(SMALL))
    data["children"][0]["date_of_birth"] = "2026-02-30"
    data["homes"][1]["plcaes"] = 3
    path = tmp_path / "powys.json"
    path.write_text(json.dumps(data))
    with pytest.raises(Exception, match="calendar") as error:
        read_register(path)
    wanted = [(fault.place, fault.fault) for fault in error.value.faults]  # type: ignore[attr-defined]
    assert len(wanted) == 2
    for to in ("/v1/registers", "/v1/registers/validate"):
        response = send(officer, path.read_bytes(), to=to)
        assert response.status_code == 422
        assert faults(response) == wanted
        assert response.json()["total"] == 2
    broken = send(officer, b'{"format": ', "../../etc/Powys 2026.JSON")
    assert faults(broken) == [
        ("Powys 2026.JSON, line 1, column 12", "is cut off: the file ends in the middle")
    ]
    assert officer.get("/v1/registers").json() == {"versions": [], "next": None}


def test_a_form_is_refused_with_all_that_is_wrong(served: Serving) -> None:
    officer = served.somebody("officer")
    file = (None, "text, no file")
    several: Any = [
        ("file", file),
        ("base", (None, "0")),
        ("resaon", (None, "x")),
        ("other", ("a.json", b"{}")),
        ("reason", (None, "x" * 1001)),
    ]
    assert faults(officer.post("/v1/registers", files=several)) == [
        ("file", "is text, not a file"),
        ("form", "has a field that it does not know"),
        ("form", "has a file under another name"),
        ("reason", "is too long"),
        ("base", "is too small"),
    ]
    twice: Any = [
        ("file", ("a.json", json_of(SMALL))),
        ("base", (None, "1")),
        ("base", (None, "2")),
    ]
    assert faults(officer.post("/v1/registers", files=twice)) == [("form", "gives a field twice")]
    none = officer.post("/v1/registers", files=[("reason", (None, "why"))])
    assert faults(none) == [("file", "is missing")]
    assert faults(send(officer, b"x", "powys.ods")) == [("file", "has a name of another kind")]
    as_json = officer.post("/v1/registers", json={"file": "x"})
    assert as_json.status_code == 415
    assert faults(as_json) == [("Content-Type", "is not that of a form with a file")]
    headers = {"content-type": "multipart/form-data; boundary=x"}
    cut = officer.post("/v1/registers", content=b"--x\r\nContent-Disp", headers=headers)
    assert cut.status_code in (400, 422)
    no_boundary = officer.post(
        "/v1/registers", content=b"x", headers={"content-type": "multipart/form-data"}
    )
    assert no_boundary.status_code == 400
    assert faults(no_boundary)[0][1].startswith("the form is broken")


def test_nothing_is_read_of_a_file_from_who_may_not_send_one(served: Serving) -> None:
    for client, status in ((served.plain, 401), (served.somebody("viewer"), 403)):
        for to in ("/v1/registers", "/v1/registers/validate"):
            assert send(client, b"not even JSON", to=to).status_code == status


def test_who_started_from_an_old_version_is_told_what_changed_since(served: Serving) -> None:
    officer, other = served.somebody("officer"), served.somebody("officer", name="b.officer")
    assert send(officer, json_of(SMALL)).status_code == 201
    assert send(other, json_of(LARGER), base="1", reason="H3 opens").json()["number"] == 2
    mine = json_of(register(child("C9"), home("H1")))
    late = send(officer, mine, base="1")
    assert late.status_code == 409
    assert faults(late) == [("base", "is not the newest version any more: that is version 2")]
    about = late.json()["about"]
    assert about["newest"] == 2
    [since] = about["since"]
    assert (since["number"], since["author"]["name"]) == (2, "b.officer")
    assert since["reason"] == "H3 opens"
    assert about["difference"]["homes"] == {"added": ["H3"], "removed": ["H2"], "changed": []}
    [changed] = about["difference"]["children"]["changed"]
    assert (changed["id"], [one["field"] for one in changed["fields"]]) == ("C1", ["date_of_birth"])
    assert send(officer, mine, base="2").json()["number"] == 3
    unknown = send(officer, json_of(SMALL), base="9")
    assert unknown.status_code == 422
    assert faults(unknown) == [("base", "there is no such version of the register")]


def test_of_many_who_started_from_one_version_one_is_first(anywhere: Serving) -> None:
    officers = [anywhere.somebody("officer") for _ in range(6)]
    assert send(officers[0], json_of(SMALL)).status_code == 201
    gate = threading.Barrier(len(officers))
    statuses: list[int] = []

    def work(number: int) -> None:
        mine = json_of(register(child(f"C{number}"), home("H1")))
        gate.wait()
        statuses.append(send(officers[number], mine, base="1").status_code)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(len(officers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [201] + [409] * 5
    assert officers[0].get("/v1/registers/latest").json()["number"] == 2


def test_what_is_written_is_kept_on_every_database(anywhere: Serving) -> None:
    client = anywhere.somebody(name="Siân ŵ 試")
    odd = "Pam? ŵ 試\n\ttwo lines '\"; DROP TABLE entry; --"
    assert send(client, json_of(SMALL), reason=odd).json()["reason"] == odd
    found = client.get("/v1/registers").json()["versions"]
    assert [(one["reason"], one["author"]["name"]) for one in found] == [(odd, "Siân ŵ 試")]
    assert Register.model_validate(client.get("/v1/registers/1/register").json()) == SMALL
    csv = b"child,home,distance_home\nC1,H1,12\n"
    assert client.post("/v1/journeys", files={"file": ("r.csv", csv)}).status_code == 201
    assert client.get("/v1/journeys").json()["tables"][0]["rows"] == 1
    given = {"policy": {"name": "ŵ" * 200, "travel": {"matrix": "r.csv"}}, "reason": odd}
    assert client.post("/v1/policies", json=given).status_code == 201
    policies = client.get("/v1/policies").json()["policies"]
    assert [(one["number"], one["reason"]) for one in policies] == [(1, odd), (0, None)]
    for path in ("/v1/registers/999999999", "/v1/policies/999999999", "/v1/journeys/" + "x" * 100):
        assert client.get(path).status_code == 404
    assert client.get("/v1/registers", params={"before": 999999999}).status_code == 200


def test_an_upload_sent_again_with_its_key_is_answered_alike(served: Serving) -> None:
    officer = served.somebody("officer")
    key = {"Idempotency-Key": "november"}
    first = send(officer, json_of(SMALL), headers=key, reason="x")
    assert send(officer, json_of(LARGER)).json()["number"] == 2
    again = send(officer, json_of(SMALL), headers=key, reason="x")
    assert (again.status_code, again.json()) == (201, first.json())
    assert officer.get("/v1/registers/latest").json()["number"] == 2
    for other in (
        send(officer, json_of(LARGER), headers=key, reason="x"),
        send(officer, json_of(SMALL), headers=key, reason="y"),
        send(officer, json_of(SMALL), headers=key, reason="x", base="2"),
    ):
        assert other.status_code == 422
        assert faults(other) == [("Idempotency-Key", "was used for another request")]


def test_validating_keeps_nothing_and_tells_size_and_warnings(served: Serving) -> None:
    officer = served.somebody("officer")
    crowded = register(
        child("C1", home="H1"), child("C2", home="H1"), home("H1", places=1), home("H2")
    )
    response = send(officer, json_of(crowded), to="/v1/registers/validate")
    assert response.status_code == 200
    body = response.json()
    assert body["sound"] is True
    assert body["sha256"] == crowded.sha256
    assert body["counts"] == {"children": 2, "sibling_groups": 0, "homes": 2}
    assert [(one["code"], one["about"]) for one in body["warnings"]] == [
        ("standing_breach", ["H1"])
    ]
    assert officer.get("/v1/registers/latest").status_code == 404


def test_versions_are_listed_newest_first_page_by_page(served: Serving) -> None:
    officer, viewer = served.somebody("officer"), served.somebody("viewer")
    for number in range(5):
        found = register(child(f"C{number}"), home("H1"))
        assert send(officer, json_of(found)).status_code == 201
    first = viewer.get("/v1/registers", params={"limit": 3}).json()
    assert [one["number"] for one in first["versions"]] == [5, 4, 3]
    assert first["next"] == 3
    second = viewer.get("/v1/registers", params={"limit": 3, "before": first["next"]}).json()
    assert [one["number"] for one in second["versions"]] == [2, 1]
    assert second["next"] is None
    assert viewer.get("/v1/registers", params={"limit": 101}).status_code == 422


@pytest.mark.parametrize("wanted", ["3", "999999999"])
def test_a_version_that_is_not_there_is_not_found(served: Serving, wanted: str) -> None:
    officer = served.somebody("officer")
    send(officer, json_of(SMALL))
    for path in ("", "/register", "/file", f"/difference/{wanted}"):
        response = officer.get(f"/v1/registers/{wanted}{path}")
        assert response.status_code == 404
        assert faults(response) == [("version", "there is no such version of the register")]


@pytest.mark.parametrize("wanted", ["0", "-1", "newest", "1.0", "1e3", "%00", "9" * 40])
def test_what_is_no_version_is_refused(served: Serving, wanted: str) -> None:
    assert served.somebody().get(f"/v1/registers/{wanted}").status_code == 422


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("json", "application/json"),
        ("zip", "application/zip"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_a_download_in_any_form_is_the_same_register(
    served: Serving, tmp_path: Path, form: str, kind: str
) -> None:
    officer = served.somebody("officer")
    # An id that a spreadsheet would run as a formula.
    found = register(
        child("=1+1"),
        home("H1"),
        authority={"code": "W06000002", "name": 'Gŵynedd"\r\n/../'.replace("\r\n", " ")},
    )
    send(officer, json_of(found))
    response = officer.get("/v1/registers/latest/file", params={"form": form})
    assert response.status_code == 200
    assert response.headers["content-type"] == kind
    disposition = f'attachment; filename="cartref-gwynedd-v1.{form}"'
    assert response.headers["content-disposition"] == disposition
    path = tmp_path / f"fetched.{form}"
    path.write_bytes(response.content)
    assert read_register(path) == found
    if form == "zip":
        with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
            assert b"\n'=1+1," in archive.read("children.csv")
    etag = response.headers["etag"]
    known = officer.get(
        "/v1/registers/1/file", params={"form": form}, headers={"If-None-Match": etag}
    )
    assert (known.status_code, known.content, known.headers["etag"]) == (304, b"", etag)


def test_a_register_at_hand_is_not_sent_again(served: Serving) -> None:
    officer = served.somebody("officer")
    send(officer, json_of(SMALL))
    etag = officer.get("/v1/registers/1/register").headers["etag"]
    assert etag == f'"{SMALL.sha256}"'
    for given in (etag, f'"other", W/{etag}', "*"):
        response = officer.get("/v1/registers/latest/register", headers={"If-None-Match": given})
        assert (response.status_code, response.content) == (304, b"")
    send(officer, json_of(LARGER))
    response = officer.get("/v1/registers/latest/register", headers={"If-None-Match": etag})
    assert response.status_code == 200
    assert Register.model_validate(response.json()) == LARGER


def test_two_versions_are_compared(served: Serving) -> None:
    officer = served.somebody("officer")
    send(officer, json_of(SMALL))
    send(officer, json_of(LARGER))
    found = officer.get("/v1/registers/1/difference/latest").json()
    assert (found["before"], found["after"]) == (SMALL.sha256, LARGER.sha256)
    assert found["homes"] == {"added": ["H3"], "removed": ["H2"], "changed": []}
    back = officer.get("/v1/registers/2/difference/1").json()
    assert back["homes"] == {"added": ["H2"], "removed": ["H3"], "changed": []}


def test_the_template_is_a_workbook_that_lacks_only_what_is_to_be_filled_in(
    served: Serving,
) -> None:
    response = served.somebody("viewer").get("/v1/template")
    assert response.headers["content-disposition"].endswith('filename="cartref-template.xlsx"')
    refused = send(served.somebody("officer"), response.content, "template.xlsx")
    assert refused.status_code == 422
    assert all(place.startswith("sheet register") for place, _ in faults(refused))


def test_the_log_tells_who_sent_what(served: Serving) -> None:
    send(served.somebody("officer"), json_of(SMALL))
    with served.service.database.reading() as session:
        entry = session.scalars(select(Entry).where(Entry.action == "register.added")).one()
    assert (entry.version, entry.register_sha256) == (1, SMALL.sha256)
    assert entry.via.startswith("key ")
