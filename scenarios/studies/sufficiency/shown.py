"""The study of sufficiency in words, tables and pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from matcher import together
from matcher.amounts import SHARE
from matcher.household import HOUSEHOLD_RULES
from matcher.rules import RULES
from matcher.words import Words
from scenarios.reports.charts import BarOf, bar_chart
from scenarios.reports.language import Language
from scenarios.reports.picture import Picture
from scenarios.reports.tables import Amount, Cell, Table
from scenarios.studies.sufficiency.record import Row, Sufficiency

_CHILDREN, _HOMES, _PLACES, _REFUSALS = "children", "homes", "places", "refusals"
#: What is counted: its heading and its unit.
COUNTED: dict[str, tuple[Words, str]] = {
    "looked_after": (Words("looked after", "yn derbyn gofal"), _CHILDREN),
    "waiting": (Words("waiting", "yn aros"), _CHILDREN),
    "review": (Words("under review", "dan adolygiad"), _CHILDREN),
    "settled": (Words("settled", "wedi setlo"), _CHILDREN),
    "no_home": (
        Words("no possible home", "dim cartref posibl"),
        _CHILDREN,
    ),
    "unplaced": (
        Words("no home in best plan", "dim cartref yn y cynllun gorau"),
        _CHILDREN,
    ),
    "homes": (Words("homes", "cartrefi"), _HOMES),
    "places": (Words("places", "lleoedd"), _PLACES),
    "living": (Words("living there", "yn byw yno"), _CHILDREN),
    "others": (Words("other councils'", "cynghorau eraill"), _CHILDREN),
    "free": (Words("places free", "lleoedd rhydd"), _PLACES),
    "open_free": (
        Words("free and open", "yn rhydd ac agored"),
        _PLACES,
    ),
    "fitting_homes": (Words("homes that fit", "cartrefi addas"), _HOMES),
    "fitting_free": (
        Words("free and open", "yn rhydd ac agored"),
        _PLACES,
    ),
    "requiring": (Words("require it", "ei angen"), _CHILDREN),
    "requiring_needing": (
        Words("of them in need", "ohonynt mewn angen"),
        _CHILDREN,
    ),
    "preferring": (Words("prefer it", "yn ei ddewis"), _CHILDREN),
    "preferring_needing": (
        Words("of them in need", "ohonynt mewn angen"),
        _CHILDREN,
    ),
    "heard": (
        Words("live where it is spoken", "yn byw lle y'i siaredir"),
        _CHILDREN,
    ),
    "could_return": (
        Words("a home in the county is possible", "mae cartref yn y sir yn bosibl"),
        _CHILDREN,
    ),
    "could_not_return": (
        Words("none in the county is possible", "nid oes un yn y sir yn bosibl"),
        _CHILDREN,
    ),
    "refusals": (Words("refusals of a home to a child", "gwrthod cartref i blentyn"), _REFUSALS),
    "refusals_alone": (Words("by this rule alone", "gan y rheol hon yn unig"), _REFUSALS),
    "children_alone": (
        Words(
            "children who have a home refused by it alone",
            "plant y gwrthodir cartref iddynt ganddi hi yn unig",
        ),
        _CHILDREN,
    ),
}
_NAMES = {
    "0-4": Words("0 to 4 years", "0 i 4 oed"),
    "5-11": Words("5 to 11 years", "5 i 11 oed"),
    "12-15": Words("12 to 15 years", "12 i 15 oed"),
    "16+": Words("16 years and over", "16 oed a throsodd"),
    "other_areas": Words("other areas", "ardaloedd eraill"),
    "welsh_neighbour": Words("outside: Welsh neighbours", "y tu allan: cymdogion Cymreig"),
    "other_neighbour": Words("outside: other neighbours", "y tu allan: cymdogion eraill"),
    "elsewhere_in_wales": Words("outside: elsewhere in Wales", "y tu allan: mannau eraill Cymru"),
    "elsewhere_in_england": Words(
        "outside: elsewhere in England", "y tu allan: mannau eraill Lloegr"
    ),
    "beyond": Words("outside: beyond", "y tu allan: y tu hwnt"),
    "not_for_profit": Words("not run for profit", "nid er elw"),
    "profit_wales": Words("run for profit, in Wales", "er elw, yng Nghymru"),
    "profit_elsewhere": Words("run for profit, outside Wales", "er elw, y tu allan i Gymru"),
    together.CODE: together.MEANING,
    **{rule.code: rule.meaning for rule in (*RULES, *HOUSEHOLD_RULES)},
}
#: Counts in which one place or child may stand in several rows.
_OVERLAP = frozenset(
    {"fitting_homes", "fitting_free", "requiring", "requiring_needing"}
    | {"preferring", "preferring_needing", "refusals", "refusals_alone", "children_alone"}
)
#: What is told of children, and of homes.
_NEED = ("looked_after", "waiting", "review", "settled", "no_home", "unplaced")
_SUPPLY = ("homes", "places", "living", "others", "free", "open_free")
_TOTAL = Words("total", "cyfanswm")
_AREA, _KIND = Words("area", "ardal"), Words("kind", "math")
_RULE = Words("what refuses", "yr hyn sy'n gwrthod")
#: As many areas as a picture has room for.
_PICTURED = 12


def headline(study: Sufficiency, say: Language) -> str:
    """Return need against supply, and what is unmet."""
    waiting, review = _sum(study.areas, "waiting"), _sum(study.areas, "review")
    free, stuck = _sum(study.areas, "open_free"), len(study.no_home)
    outside, back = _sum(study.outside, "living"), _sum(study.outside, "could_return")

    def children(number: int) -> str:
        return say.amount(number, _CHILDREN)

    places = say.amount(free, _PLACES)
    return " ".join(
        (
            say(
                Words(
                    f"Need: {children(waiting)} waiting and {children(review)} under review; "
                    f"supply: {places} free and open to referrals.",
                    f"Angen: {children(waiting)} yn aros a {children(review)} dan adolygiad; "
                    f"cyflenwad: {places} yn rhydd ac yn agored i atgyfeiriadau.",
                )
            ),
            say(
                Words(
                    f"Without any possible home today: {children(stuck)} of those waiting; "
                    f"without one in the best plan for all: {children(len(study.unplaced))}.",
                    f"Heb unrhyw gartref posibl heddiw: {children(stuck)} o'r rhai sy'n aros; "
                    f"heb un yn y cynllun gorau i bawb: {children(len(study.unplaced))}.",
                )
            ),
            say(
                Words(
                    f"Outside the county: {children(outside)}, of whom {back:,} have a possible "
                    "home in it today.",
                    f"Y tu allan i'r sir: {children(outside)}, y mae gan {back:,} ohonynt gartref "
                    "posibl ynddi heddiw.",
                )
            ),
        )
    )


def exactness(say: Language) -> str:
    """Return what is counted and what is proved."""
    counted = Words(
        "All counts are exact for the register's day, and add up to it. Children in need are those "
        "waiting or under review. A place is free that nobody has, and open where the home takes "
        "referrals today and is not kept for named children; a place or home may fit several ages, "
        "needs or languages and is then counted at each. Whether a child may have a place, the "
        "counts of possible homes say: they are found for one child at a time, everybody else "
        "staying (a group that must stay together as one).",
        "Mae pob cyfrif yn union ar gyfer diwrnod y gofrestr, ac yn adio iddi. Plant mewn angen "
        "yw'r rhai sy'n aros neu dan adolygiad. Lle rhydd yw un nad yw gan neb, a lle agored yw un "
        "mewn cartref sy'n derbyn atgyfeiriadau heddiw ac nas cedwir i blant a enwyd; gall lle neu "
        "gartref fod yn addas i sawl oedran, angen neu iaith, a'i gyfrif wrth bob un. Y cyfrif o "
        "gartrefi posibl sy'n dweud a gaiff plentyn le: fe'u ceir i un plentyn ar y tro, a phawb "
        "arall yn aros (grŵp sy'n gorfod aros gyda'i gilydd fel un).",
    )
    proved = Words(
        "The number without a home in the best plan is proved where the policy puts it first; "
        "which children they are may differ in plans as good.",
        "Mae'r nifer heb gartref yn y cynllun gorau wedi'i brofi lle mae'r polisi yn ei roi'n "
        "gyntaf; gall y plant fod yn wahanol mewn cynlluniau cystal.",
    )
    return f"{say(counted)} {say(proved)}"


def tables(study: Sufficiency, say: Language) -> Sequence[Table]:
    """Return supply against need, each way of grouping in a table."""
    bands = Words("Need and supply by age", "Angen a chyflenwad yn ôl oedran")
    needs = Words(
        "Needs, and homes that provide for them", "Anghenion, a chartrefi sy'n eu diwallu"
    )
    told = (
        (
            Words("Need by area of the family home", "Angen yn ôl ardal cartref y teulu"),
            _AREA,
            _only(study.areas, _NEED),
        ),
        (
            Words("Supply by area of the home", "Cyflenwad yn ôl ardal y cartref"),
            _AREA,
            _only(study.areas, _SUPPLY),
        ),
        (Words("Supply by kind of home", "Cyflenwad yn ôl math o gartref"), _KIND, study.kinds),
        (bands, Words("age", "oedran"), study.bands),
        (needs, Words("need", "angen"), study.needs),
        (Words("First language", "Iaith gyntaf"), Words("language", "iaith"), study.languages),
        (
            Words("Run for profit or not", "Er elw neu beidio"),
            Words("sector", "sector"),
            study.sectors,
        ),
        (
            Words("Children placed outside the county", "Plant a leolir y tu allan i'r sir"),
            Words("where", "ble"),
            study.outside,
        ),
        (
            Words(
                "Unmet need: what refuses homes to waiting children who have none possible",
                "Angen heb ei ddiwallu: yr hyn sy'n gwrthod cartrefi i blant sy'n aros heb un "
                "posibl",
            ),
            _RULE,
            study.refused_waiting,
        ),
        (
            Words(
                "What refuses homes of the county to children outside who have none there",
                "Yr hyn sy'n gwrthod cartrefi'r sir i blant y tu allan heb un yno",
            ),
            _RULE,
            study.refused_outside,
        ),
    )
    found = [_table(title, about, rows, say) for title, about, rows in told]
    found[6] = _with_shares(found[6], study.sectors, say)
    by_kind = (
        (Words("Places by area and kind", "Lleoedd yn ôl ardal a math"), study.places_by_kind),
        (
            Words(
                "Places free and open to referrals by area and kind",
                "Lleoedd rhydd ac agored i atgyfeiriadau yn ôl ardal a math",
            ),
            study.free_by_kind,
        ),
    )
    found[3:3] = [_matrix(title, rows, say) for title, rows in by_kind]
    return found


def pictures(study: Sufficiency, say: Language) -> Sequence[Picture]:
    """Return need against supply by area and by age."""
    note = say(
        Words(
            "Needed: a place for each child who waits or is under review. Free: places open to "
            "referrals; one that fits several ages stands at each of them.",
            "Eu hangen: lle i bob plentyn sy'n aros neu dan adolygiad. Yn rhydd: lleoedd sy'n "
            "agored i atgyfeiriadau; mae un sy'n addas i sawl oedran yn sefyll wrth bob un.",
        )
    )
    by_area = say(Words("Need against supply by area", "Angen yn erbyn cyflenwad yn ôl ardal"))
    by_age = say(Words("Need against supply by age", "Angen yn erbyn cyflenwad yn ôl oedran"))
    areas = [row for row in study.areas if _needing(row) or row.counts["open_free"]]
    largest = sorted(areas, key=lambda row: -_needing(row) - row.counts["open_free"])[:_PICTURED]
    shown = [row for row in areas if row in largest]
    return [
        Picture(title, bar_chart(title, list(_bars(rows, supply, say)), _PLACES, say), note)
        for title, rows, supply in (
            (by_area, shown, "open_free"),
            (by_age, study.bands, "fitting_free"),
        )
    ]


def _bars(rows: Sequence[Row], supply: str, say: Language) -> Iterator[BarOf]:
    # A child in need needs one place, so that both are counted in places.
    needed, free = Words("needed", "eu hangen"), Words("free and open", "yn rhydd ac agored")
    for row in rows:
        name = _name(row.of, say)
        yield BarOf(f"{name}: {say(needed)}", _needing(row))
        yield BarOf(f"{name}: {say(free)}", row.counts[supply])


def _needing(row: Row) -> int:
    return row.counts["waiting"] + row.counts["review"]


def _sum(rows: Sequence[Row], what: str) -> int:
    return sum(row.counts[what] for row in rows)


def _only(rows: Sequence[Row], counted: Sequence[str]) -> list[Row]:
    """Return some counts of rows, those that have none of them left out."""
    some = [Row(of=row.of, counts={one: row.counts[one] for one in counted}) for row in rows]
    return [row for row in some if any(row.counts.values())]


def _name(code: str, say: Language) -> str:
    return say(_NAMES[code]) if code in _NAMES else say.name(code)


def _table(title: Words, about: Words, rows: Sequence[Row], say: Language) -> Table:
    """Return counts by row, with a total where each child and place is in one row only."""
    counted = list(rows[0].counts) if rows else []
    headings = [say(COUNTED[one][0]) for one in counted]
    cells: list[list[Cell]] = [
        [_name(row.of, say), *(Amount(row.counts[one], _unit(one)) for one in counted)]
        for row in rows
    ]
    if not _OVERLAP.issuperset(counted) and rows:
        sums: list[Cell] = [
            "" if one in _OVERLAP else Amount(_sum(rows, one), _unit(one)) for one in counted
        ]
        cells.append([say(_TOTAL), *sums])
    return Table(say(title), [say(about), *headings], cells)


def _with_shares(table: Table, rows: Sequence[Row], say: Language) -> Table:
    """Return a table with a column more: which share of the children live there."""
    living = [row.counts["living"] for row in rows]
    everybody = sum(living)
    shares = [one / everybody if everybody else None for one in (*living, everybody)]
    return Table(
        table.title,
        [*table.columns, say(Words("share of children", "cyfran o'r plant"))],
        [[*row, Amount(share, SHARE)] for row, share in zip(table.rows, shares, strict=True)],
    )


def _unit(counted: str) -> str:
    return COUNTED[counted][1]


def _matrix(title: Words, rows: Sequence[Row], say: Language) -> Table:
    """Return places by area and kind, with totals of both."""
    kinds = list(rows[0].counts) if rows else []
    cells: list[list[Cell]] = [
        [
            _name(row.of, say),
            *(Amount(row.counts[kind], _PLACES) for kind in kinds),
            Amount(sum(row.counts.values()), _PLACES),
        ]
        for row in rows
    ]
    if rows:
        sums = [_sum(rows, kind) for kind in kinds]
        cells.append([say(_TOTAL), *(Amount(one, _PLACES) for one in (*sums, sum(sums)))])
    return Table(say(title), [say(_AREA), *(say.name(kind) for kind in kinds), say(_TOTAL)], cells)
