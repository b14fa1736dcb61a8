"""Files that are not what they should be: a sound register spoilt in many ways, by a seed."""

from __future__ import annotations

import io
import json
import random
import struct
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

#: A file's name and its bytes.
Sent = tuple[str, bytes]

_WORDS = (
    b"NaN",
    b"-Infinity",
    b"1e999",
    b"9" * 5000,
    b"-0",
    b'"\\ud800"',
    b'"\\u0000"',
    b"\xff\xfe",
    b"\xc0\xaf",
    b"\x00",
    b"[" * 500,
    b'{"a":' * 500,
    b"null",
    b"true",
    b'"' * 3,
    b"'=cmd|'/c calc'!A0",
    b"<!DOCTYPE x>",
    b"&a;",
    b"]]>",
    b"\n" * 300,
)


def spoilt(name: str, sound: bytes, draw: random.Random) -> Sent:
    """Return a file spoilt in one or a few of the ways in which files break."""
    content = sound
    for _ in range(draw.choice((1, 1, 1, 2, 5))):
        content = draw.choice(_WAYS)(content, draw)
    return name, content


def spoilt_inside(name: str, sound: bytes, draw: random.Random) -> Sent:
    """Return a zip file or workbook of which one part is spoilt, packed again as it should be."""
    parts = unpacked(sound)
    part = draw.choice(sorted(parts))
    way = draw.randrange(5)
    if way == 0:
        del parts[part]
    elif way == 1:
        parts[f"{part}x"] = parts.pop(part)
    elif way == 2:
        parts[part] = draw.choice(_WORDS)
    else:
        parts[part] = spoilt(part, parts[part], draw)[1]
    return name, packed(parts)


def spoilt_values(name: str, sound: bytes, draw: random.Random) -> Sent:
    """Return JSON that is sound as JSON, with a value in it replaced, doubled or taken away."""
    data = json.loads(sound)
    holder: Any = data
    while True:
        key = draw.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
        if not isinstance(holder[key], dict | list) or not holder[key] or draw.random() < 0.2:
            break
        holder = holder[key]
    way = draw.randrange(4)
    if way == 0:
        del holder[key]
    elif way == 1 and isinstance(holder, list):
        holder.append(holder[key])
    elif way == 2 and isinstance(holder, dict):
        holder[draw.choice(("", "x" * 10_000, "\x00", "\ud800", f"{key} "))] = holder[key]
    else:
        holder[key] = draw.choice(_VALUES)
    return name, json.dumps(data).encode("utf-8", "surrogatepass")


def hand_made(sheet: bytes, tables: bytes, sound: bytes) -> Iterator[Sent]:
    """Yield what somebody might send who means harm.

    Parameters
    ----------
    sheet, tables, sound : bytes
        A sound register as a workbook, as zipped CSV and as JSON.
    """
    deep = 100_000
    yield "deep.json", b"[" * deep + b"]" * deep
    yield "deep.json", b'{"a":' * deep + b"1" + b"}" * deep
    yield "deep.json", sound.replace(b'"children":[', b'"children":' + b"[" * deep, 1)
    yield "huge.json", sound.replace(b'"places":3', b'"places":' + b"9" * 1_000_000, 1)
    yield "twice.json", sound.replace(b'"id":"C1"', b'"id":"C1","id":"C2"', 1)
    yield "twice.json", sound[:-1] + b',"children":[]}'
    yield "utf16.json", sound.decode().encode("utf-16")
    yield "latin.json", sound.replace(b"Powys", b"P\xf4wys")
    for suffix in ("json", "xlsx", "zip", "csv", "exe", ""):
        for content in (b"", b"\x00" * 100, b"PK\x03\x04", b"PK\x05\x06" + bytes(18), b"%PDF-1.7"):
            yield f"wrong.{suffix}".rstrip("."), content
    yield "sheet.json", sheet
    yield "sheet.zip", sheet
    yield "tables.xlsx", tables
    yield "sound.xlsx", sound
    for content in (tables, sheet):
        suffix = "zip" if content is tables else "xlsx"
        parts = unpacked(content)
        yield f"locked.{suffix}", _with_flag(content, 0x1)
        yield f"lies.{suffix}", _with_sizes(content, 7)
        yield f"lies.{suffix}", _with_sizes(content, 0xFFFFFFF0)
        yield f"up.{suffix}", packed({f"../../{name}": part for name, part in parts.items()})
        yield f"root.{suffix}", packed({f"/{name}": part for name, part in parts.items()})
        yield f"long.{suffix}", packed({**parts, "x" * 60_000: b""})
        yield f"many.{suffix}", packed({**parts, **{f"{n}.csv": b"" for n in range(5000)}})
        yield f"odd.{suffix}", packed(parts, zipfile.ZIP_LZMA)
        yield f"odd.{suffix}", packed(parts, zipfile.ZIP_BZIP2)
    parts = unpacked(tables)
    yield "nested.zip", packed({**parts, "children.csv": tables})
    yield "bomb.zip", packed({**parts, "children.csv": bytes(1 << 26)})
    rows = parts["children.csv"].splitlines(keepends=True)[0] + b"\n" * (1 << 24)
    yield "rows.zip", packed({**parts, "children.csv": rows})
    yield "wide.zip", packed({**parts, "homes.csv": b"," * (1 << 22)})
    yield "quotes.zip", packed({**parts, "homes.csv": b'"' * (1 << 20)})
    parts = unpacked(sheet)
    book, first = "xl/workbook.xml", "xl/worksheets/sheet1.xml"
    laughs = b"".join(
        b'<!ENTITY l%d "%s">' % (level, b"&l%d;" % (level - 1) * 10) for level in range(1, 10)
    )
    for part in (book, "xl/_rels/workbook.xml.rels", first):
        head, _, rest = parts[part].partition(b"?>")
        bomb = head + b'?><!DOCTYPE l [<!ENTITY l0 "ha">' + laughs + b"]>" + rest
        yield "laughs.xlsx", packed({**parts, part: bomb.replace(b"Powys", b"&l9;")})
        named = bomb.replace(b'name="register"', b'name="&l9;"')
        yield "laughs.xlsx", packed({**parts, part: named})
        outside = head + b'?><!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + rest
        yield "outside.xlsx", packed({**parts, part: outside.replace(b"register", b"&x;", 1)})
        yield (
            "elsewhere.xlsx",
            packed({**parts, part: parts[part].replace(b"worksheets/", b"../../../../etc/", 1)}),
        )
        yield "dtd.xlsx", packed({**parts, part: head + b"?><!DOCTYPE" + b"<" * 100_000})
    link = b'<externalLink xmlns="x"><externalBook r:id="rId1"/></externalLink>'
    yield "links.xlsx", packed({**parts, "xl/externalLinks/externalLink1.xml": link})
    for reference in (b"A1048576", b"XFD1048576", b"ZZZ9999999", b"A0", b"\xff1", b"1A"):
        far = parts[first].replace(b'r="A2"', b'r="' + reference + b'"')
        yield "far.xlsx", packed({**parts, first: far})
    formula = parts[first].replace(b"</sheetData>", b'<row r="9"><c r="A9"><f>1+1</f></c></row>')
    yield "formula.xlsx", packed({**parts, first: formula})
    yield "bomb.xlsx", packed({**parts, first: bytes(1 << 26)})


def names() -> Iterator[str]:
    """Yield names of files that somebody might send who means harm."""
    yield from ("../../etc/passwd.json", "..\\..\\a.json", "/etc/a.json", "a\x00b.json", ".json")
    yield from ("x" * 10_000 + ".json", "a." + "json" * 5000, "…ŵ.json", "\n\r.json", "~/a.json")
    yield from ("CON.json", "-rf.json", "$(id).json", "a.json/", "a.json/..", "%2e%2e%2fa.json")


def unpacked(content: bytes) -> dict[str, bytes]:
    """Return the parts of a zip file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes], way: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip file of parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", way) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()


def _with_flag(content: bytes, flag: int) -> bytes:
    """Return a zip file whose every entry has a flag set."""
    return _patched(content, b"PK\x01\x02", 8, struct.pack("<H", flag))


def _with_sizes(content: bytes, size: int) -> bytes:
    """Return a zip file that says of every entry that it unpacks to this many bytes."""
    return _patched(content, b"PK\x01\x02", 24, struct.pack("<I", size))


def _patched(content: bytes, mark: bytes, offset: int, value: bytes) -> bytes:
    made = bytearray(content)
    at = content.find(mark)
    while at >= 0:
        made[at + offset : at + offset + len(value)] = value
        at = content.find(mark, at + 1)
    return bytes(made)


def _cut(content: bytes, draw: random.Random) -> bytes:
    return content[: draw.randrange(len(content) + 1)]


def _flipped(content: bytes, draw: random.Random) -> bytes:
    made = bytearray(content)
    for _ in range(min(len(made), draw.choice((1, 3, 30)))):
        made[draw.randrange(len(made))] ^= 1 << draw.randrange(8)
    return bytes(made)


def _gap(content: bytes, draw: random.Random) -> bytes:
    start, end = sorted((draw.randrange(len(content) + 1), draw.randrange(len(content) + 1)))
    return content[:start] + content[end:]


def _doubled(content: bytes, draw: random.Random) -> bytes:
    start, end = sorted((draw.randrange(len(content) + 1), draw.randrange(len(content) + 1)))
    return content[:end] + content[start:]


def _with_word(content: bytes, draw: random.Random) -> bytes:
    at = draw.randrange(len(content) + 1)
    return content[:at] + draw.choice(_WORDS) + content[at + draw.choice((0, 1, 8)) :]


_WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _cut,
    _flipped,
    _flipped,
    _gap,
    _doubled,
    _with_word,
    _with_word,
)

_VALUES: tuple[Any, ...] = (
    None,
    True,
    -1,
    0.5,
    10**400,
    float("nan"),
    float("inf"),
    "",
    "\x00",
    "\ud800",
    "x" * 10_000,
    "=1+1",
    "9999-12-31",
    "0001-01-01",
    [],
    {},
    [[]] * 1000,
    {"a": {"b": [{}]}},
)
