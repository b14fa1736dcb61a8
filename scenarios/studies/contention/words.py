"""The words of the study of contention, in both languages; the Welsh is a draft."""

from __future__ import annotations

from collections.abc import Sequence

from matcher.words import Words

MEANING = Words(
    "Which homes several children want first, who should have each, and what it costs the others",
    "Pa gartrefi y mae sawl plentyn am eu cael gyntaf, pwy ddylai gael pob un, a beth mae'n ei "
    "gostio i'r lleill",
)
REQUESTS = Words("requests", "ceisiadau")
ALL = Words("all of them: there is room", "pob un: mae lle")
NONE = Words("none of them: others need what that would take", "dim un ohonynt")
NOTHING = Words("nothing", "dim")
NO_PLAN = Words("no plan gives it", "nid oes cynllun sy'n ei roi")
NOT_FOUND = Words("not found among its first options", "heb ei ganfod ymhlith ei opsiynau cyntaf")
NO_HOME = Words("no home", "dim cartref")
HOMES = (
    Words("home", "cartref"),
    Words("kind", "math"),
    Words("room in all", "lle i gyd"),
    Words("wanted first by", "y rhai sydd am ei gael gyntaf"),
    Words("who", "pwy"),
    Words("who should have it", "pwy ddylai ei gael"),
)
CONTENDERS = (
    Words("home", "cartref"),
    Words("request", "cais"),
    Words("given it, all together pay", "o'i roi, mae pawb gyda'i gilydd yn talu"),
    Words("its next choice", "ei ddewis nesaf"),
    Words("which by itself costs it", "sydd ynddo'i hun yn costio iddo"),
    Words("in the plan for all", "yn y cynllun i bawb"),
)
BARS = Words(
    "Each request is a lone child or a sibling group; beside the bar: who should have the home.",
    "Mae pob cais yn blentyn unigol neu'n grŵp o frodyr a chwiorydd; wrth ochr y bar: pwy ddylai "
    "gael y cartref.",
)
MAP = Words(
    "The larger the mark, the more want the home first. Places are rounded to about 1 km.",
    "Po fwyaf y marc, y mwyaf sydd am gael y cartref gyntaf. Talgrynnir lleoedd i tua 1 km.",
)
PROVED = Words(
    "Each cost is the difference of two plans for all children, both proved; nothing is sampled.",
    "Mae pob cost yn wahaniaeth rhwng dau gynllun i bob plentyn, y ddau wedi'u profi; ni samplir "
    "dim.",
)
NOT_PROVED = Words(
    "Not every plan was proved in the time given: costs are shown as what they lie between.",
    "Ni phrofwyd pob cynllun yn yr amser a roddwyd: dangosir costau fel yr hyn y maent rhyngddo.",
)
CHOICES = Words(
    "A choice is for the request by itself, as things are today, everybody else staying; of a "
    "sibling group the first 100 options are looked at. Where several could have a home at no "
    "cost, which of them the plan chooses means nothing.",
    "Mae dewis ar gyfer y cais ynddo'i hun, fel y mae pethau heddiw, a phawb arall yn aros; ar "
    "gyfer grŵp o frodyr a chwiorydd edrychir ar y 100 opsiwn cyntaf. Lle gallai sawl un gael "
    "cartref heb gost, nid yw'n golygu dim pa un y mae'r cynllun yn ei ddewis.",
)
STOPPED = Words(
    "It was stopped early: only the homes shown were looked at.",
    "Fe'i stiopiwyd yn gynnar: dim ond y cartrefi a ddangosir yr edrychwyd arnynt.",
)


def all_of(requests: Sequence[str]) -> Words:
    """Name those who should have it."""
    return Words(" and ".join(requests), " a ".join(requests))


def any_of(requests: Sequence[str]) -> Words:
    """Say that each of some could have it, though not all of those who want it."""
    return Words(
        f"{' or '.join(requests)}: each at no cost to anybody",
        f"{' neu '.join(requests)}: pob un heb gost i neb",
    )


def none_of_them(there: str) -> Words:
    """Say who has it in the plan, none of whom wants it first."""
    return Words(
        f"none of them: in the plan for all it has {there}",
        f"dim un ohonynt: yn y cynllun i bawb mae ganddo {there}",
    )


def nothing_contested(n_requests: int) -> Words:
    """Say that no home is contested."""
    return Words(
        f"No home is contested: where several of the {n_requests} lone children and sibling "
        "groups to be housed want the same home first, all of them can have it.",
        f"Nid oes cystadleuaeth am yr un cartref: lle mae sawl un o'r {n_requests} o blant unigol "
        "a grwpiau am gael yr un cartref gyntaf, gall pob un ei gael.",
    )


def contested(n_homes: int, n_requests: int, home: str, wanted: str, verdict: str) -> Words:
    """Say how many homes are contested, and of the first who should have it."""
    homes = "home is" if n_homes == 1 else "homes are"
    return Words(
        f"{n_homes} {homes} the first choice of several of the {n_requests} lone children and "
        f"sibling groups to be housed, and not all can have it at no cost. The most wanted is "
        f"{home} ({wanted}). Who should have it: {verdict}.",
        f"Mae {n_homes} o gartrefi yn ddewis cyntaf i sawl un o'r {n_requests} o blant unigol a "
        f"grwpiau sydd i'w cartrefu, ac ni all pawb eu cael heb gost. Yr un y mae'r mwyaf am ei "
        f"gael yw {home} ({wanted}). Pwy ddylai ei gael: {verdict}.",
    )
