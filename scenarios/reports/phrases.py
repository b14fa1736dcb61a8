"""The phrases of the page, in both languages; the Welsh is a draft."""

from __future__ import annotations

from datetime import date

from matcher.words import Words
from scenarios.reports.language import Language

PHRASES: dict[str, Words] = {
    "who_decides": Words(
        "Cartref proposes; people decide. Each plan below is for all children at once, keeps every "
        "rule, and follows the council's order of priorities. The baseline is the best plan for "
        "the register as it is; each scenario is planned alike after its changes are made.",
        "Mae Cartref yn cynnig; pobl sy'n penderfynu. Mae pob cynllun isod ar gyfer yr holl blant "
        "ar unwaith, yn cadw pob rheol, ac yn dilyn trefn blaenoriaethau'r cyngor. Y llinell "
        "sylfaen yw'r cynllun gorau ar gyfer y gofrestr fel y mae; cynllunnir pob senario yn yr un "
        "modd ar ôl gwneud ei newidiadau.",
    ),
    "register": Words("Register of", "Cofrestr"),
    "contents": Words("On this page", "Ar y dudalen hon"),
    "glance_note": Words(
        "The first level that differs decides which plan is better overall: a later level never "
        "costs an earlier one anything.",
        "Y lefel gyntaf sy'n wahanol sy'n penderfynu pa gynllun sydd orau: nid yw lefel "
        "ddiweddarach byth yn costio dim i un gynharach.",
    ),
    "main_figures": Words("Main figures side by side", "Prif ffigurau ochr yn ochr"),
    "bars_note": Words(
        "Bars start at 0; within one chart they can be compared.",
        "Mae'r barrau'n dechrau ar 0; gellir eu cymharu o fewn un siart.",
    ),
    "scenario": Words("scenario", "senario"),
    "after_plan": Words("after its plan", "ar ôl ei gynllun"),
    "what_changes": Words("What is changed", "Yr hyn a newidir"),
    "nothing_changes": Words("Nothing: the register as it is.", "Dim: y gofrestr fel y mae."),
    "its_register": Words("The register then", "Y gofrestr wedyn"),
    "answer": Words("In short", "Yn gryno"),
    "no_plan": Words("There is no plan", "Nid oes cynllun"),
    "levels_note": Words(
        "A gap is how far a plan may be from the best possible; 0 is proved best. A difference is "
        "proved where the gaps leave no doubt of it.",
        "Bwlch yw pa mor bell y gall cynllun fod o'r gorau posibl; mae 0 wedi'i brofi'n orau. Mae "
        "gwahaniaeth wedi'i brofi lle nad yw'r bylchau'n gadael amheuaeth.",
    ),
    "unproved_figures": Words(
        "Not every level is proved: figures below are of the plans found, and may differ for no "
        "other reason than that the search was stopped. See the gaps above.",
        "Nid yw pob lefel wedi'i phrofi: mae'r ffigurau isod o'r cynlluniau a gafwyd, a gallant "
        "fod yn wahanol dim ond am fod y chwilio wedi'i stopio. Gweler y bylchau uchod.",
    ),
    "figures": Words("Every indicator", "Pob dangosydd"),
    "today_note": Words(
        "Today is before any plan; the other figures are after the plan.",
        "Heddiw yw cyn unrhyw gynllun; mae'r ffigurau eraill ar ôl y cynllun.",
    ),
    "bars_change": Words(
        "Bars show the change: to the left less, to the right more; each group has its own scale.",
        "Dengys y barrau'r newid: i'r chwith llai, i'r dde mwy; mae gan bob grŵp ei raddfa ei hun.",
    ),
    "indicator": Words("indicator", "dangosydd"),
    "today": Words("today", "heddiw"),
    "baseline": Words("baseline", "llinell sylfaen"),
    "change": Words("change", "newid"),
    "bar": Words("less | more", "llai | mwy"),
    "counted_in": Words("Counted in", "Wedi'u cyfrif mewn"),
    "per_cent": Words(
        "per cent; changes in percentage points", "y cant; newidiadau mewn pwyntiau canran"
    ),
    "map": Words(
        "Map: families, homes, and who would live elsewhere", "Map: teuluoedd a chartrefi"
    ),
    "map_note": Words(
        "Places are rounded to about 1 km; the table below has the same facts. Outlines: Natural "
        "Earth, public domain, simplified.",
        "Talgrynnir lleoedd i tua 1 km; mae'r un ffeithiau yn y tabl isod. Amlinellau: Natural "
        "Earth, parth cyhoeddus, wedi'u symleiddio.",
    ),
    "legend": Words("Key", "Allwedd"),
    "family": Words("a child's family home", "cartref teulu plentyn"),
    "to_baseline": Words("to the home in the baseline", "i'r cartref yn y llinell sylfaen"),
    "to_scenario": Words("to the home in the scenario", "i'r cartref yn y senario"),
    "beyond": Words("homes beyond the edge of the map", "cartrefi y tu hwnt i ymyl y map"),
    "nobody": Words(
        "Every child lives in the same home as in the baseline.",
        "Mae pob plentyn yn byw yn yr un cartref ag yn y llinell sylfaen.",
    ),
    "more": Words("More figures", "Rhagor o ffigurau"),
    "differing_note": Words(
        "By kind, area and group of children only figures that differ; the workbook has all.",
        "Yn ôl math, ardal a grŵp o blant dim ond ffigurau sy'n wahanol; mae'r llyfr gwaith yn "
        "cynnwys pob un.",
    ),
    "more_note": Words(
        "What is open here is printed too.", "Caiff yr hyn sydd ar agor yma ei argraffu hefyd."
    ),
    "definitions": Words("What each indicator counts", "Yr hyn y mae pob dangosydd yn ei gyfrif"),
    "definitions_note": Words("", "Yn Saesneg yn unig."),
    "many_plans": Words(
        "Cartref proposes; people decide. Each plan behind these figures is for all children at "
        "once, keeps every rule, and follows the council's order of priorities.",
        "Mae Cartref yn cynnig; pobl sy'n penderfynu. Mae pob cynllun y tu ôl i'r ffigurau hyn ar "
        "gyfer yr holl blant ar unwaith, yn cadw pob rheol, ac yn dilyn trefn blaenoriaethau'r "
        "cyngor.",
    ),
    "pictures": Words("In pictures", "Mewn lluniau"),
    "numbers": Words("In numbers", "Mewn rhifau"),
    "exactness": Words("How exact it is", "Pa mor fanwl gywir ydyw"),
    "no_rows": Words("None.", "Dim."),
    "unit": Words("unit", "uned"),
    "definition": Words("definition", "diffiniad"),
}

_MONTHS = Words(
    "January February March April May June July August September October November December",
    "Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr",
)


def day(when: date, say: Language) -> str:
    """Return a date to read: 2 November 2026."""
    return f"{when.day} {say(_MONTHS).split()[when.month - 1]} {when.year}"


def title(authority: str, say: Language) -> str:
    """Return the title of the page."""
    return say(
        Words(
            f"What if? Scenarios for {authority}, compared",
            f"Beth os? Cymharu senarios ar gyfer {authority}",
        )
    )


def proved(n_proved: int, n_all: int, say: Language) -> str:
    """Return how many plans are proved to be the best possible."""
    return say(
        Words(
            f"Plans proved to be the best possible: {n_proved} of {n_all}.",
            f"Cynlluniau wedi'u profi'n orau posibl: {n_proved} o {n_all}.",
        )
    )
