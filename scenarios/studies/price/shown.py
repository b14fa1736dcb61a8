"""The price of a policy in sentences and bars."""

from __future__ import annotations

from collections.abc import Sequence

from matcher.words import Words
from scenarios.reports.charts import BarOf, bar_chart
from scenarios.reports.language import Language
from scenarios.reports.picture import Picture
from scenarios.studies.price.elements import ELEMENT
from scenarios.studies.price.records import Cost, Priced
from scenarios.studies.price.tables import GBP, KM, YEARLY, text

#: So many elements are each told in the headline.
_FEW = 2


def headline(priced: Sequence[Priced], left: Sequence[str], say: Language) -> str:
    """Return what the elements cost where they are few, what costs most where they are many."""
    known = [one for one in priced if one.status == "priced"]
    changing = [one for one in known if one.rehomed]
    said = [
        say(
            Words(
                f"Elements of the policy that were priced: {len(known)}; that change who lives "
                f"where: {len(changing)}.",
                f"Elfennau o'r polisi a brisiwyd: {len(known)}; rhai sy'n newid pwy sy'n byw "
                f"ymhle: {len(changing)}.",
            )
        )
    ]
    if len(changing) <= _FEW:
        said += [_alone(one, say) for one in changing]
    else:
        said += [
            dearest
            for dearest in (
                _dearest(known, GBP, Words("Most money", "Y mwyaf o arian"), say),
                _dearest(known, KM, Words("Most distance", "Y mwyaf o bellter"), say),
            )
            if dearest
        ]
    if left:
        said.append(_stopped(left, say))
    return " ".join(said)


def _alone(one: Priced, say: Language) -> str:
    """Return what an element costs in kilometres and in pounds."""
    costs = [_with_year(one, cost, say) for code in (KM, GBP) if (cost := one.cost(code))]
    return f"{_capital(say(one.says))}: {', '.join(costs)}."


def _dearest(known: Sequence[Priced], code: str, what: Words, say: Language) -> str:
    """Return which element costs most in one criterion; empty where none is proved to cost."""
    costs = [(one, cost) for one in known if (cost := one.cost(code)) and cost.verdict == "higher"]
    if not costs:
        return ""
    one, cost = max(costs, key=lambda pair: pair[1].change)
    return f"{say(what)}: {say(one.says)}, {_with_year(one, cost, say)}."


def _with_year(one: Priced, cost: Cost, say: Language) -> str:
    said = text(cost, say)
    if cost.criterion != GBP or not one.proved:
        return said
    return f"{said} ({say.amount(one.yearly_gbp, YEARLY, signed=True)})"


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]


def exactness(priced: Sequence[Priced], left: Sequence[str], say: Language) -> str:
    """Return whether every price is proved, and what decides between equal plans."""
    n_open = sum(not one.proved for one in priced)
    said = [
        Words(
            "Each price is the difference of two whole plans, both proved to be the best."
            if not n_open
            else f"Prices of plans that were stopped before they were proved: {n_open}. What is "
            "known of them is shown as an interval, or as no proven difference.",
            "Gwahaniaeth rhwng dau gynllun cyfan yw pob pris, y ddau wedi'u profi'n orau."
            if not n_open
            else f"Prisiau cynlluniau a stopiwyd cyn eu profi: {n_open}. Dangosir yr hyn sy'n "
            "hysbys fel cyfwng, neu fel dim gwahaniaeth wedi'i brofi.",
        ),
        Words(
            "Of plans that the policy finds equally good, the one counts that has most of the "
            "element, then the fewest children without a home, siblings apart, kilometres, "
            "pounds and moves, in this order; so an element that costs nothing is shown to cost "
            "nothing. Prices count waiting and review children; pounds are whole pounds a "
            "child; those of a year are to the penny.",
            "O gynlluniau sydd gystal â'i gilydd yn ôl y polisi, cyfrifir yr un sydd â'r mwyaf "
            "o'r elfen, yna'r lleiaf o blant heb gartref, brodyr a chwiorydd ar wahân, "
            "cilometrau, punnoedd a symudiadau, yn y drefn hon; felly dangosir nad yw elfen nad "
            "yw'n costio dim yn costio dim. Mae'r prisiau'n cyfrif plant sy'n aros neu dan "
            "adolygiad; punnoedd cyfan y plentyn yw'r punnoedd; mae rhai blwyddyn i'r geiniog.",
        ),
        Words(
            "Elements are priced one at a time: the prices of two do not add up.",
            "Prisir yr elfennau fesul un: nid yw prisiau dwy yn adio.",
        ),
    ]
    whole = " ".join(map(say, said))
    return f"{whole} {_stopped(left, say)}" if left else whole


def _stopped(left: Sequence[str], say: Language) -> str:
    names = ", ".join(say(ELEMENT[code].says) for code in left)
    return say(
        Words(
            f"The study was stopped; not priced: {names}.",
            f"Stopiwyd yr astudiaeth; heb eu prisio: {names}.",
        )
    )


def pictures(priced: Sequence[Priced], say: Language) -> list[Picture]:
    """Return the prices in pounds and in kilometres as bars."""
    return [_bars(priced, code, say) for code in (GBP, KM)]


def _bars(priced: Sequence[Priced], code: str, say: Language) -> Picture:
    costs = [(one, cost) for one in priced if (cost := one.cost(code)) and cost.least is not None]
    titles = {
        GBP: Words("What each element costs a week", "Cost pob elfen yr wythnos"),
        KM: Words("What each element costs in distance", "Cost pob elfen mewn pellter"),
    }
    title = say(titles[code])
    bars = [
        BarOf(
            say(one.says),
            cost.change,
            *((None, None) if cost.least == cost.most else (cost.least, cost.most)),
        )
        for one, cost in costs
    ]
    unit = costs[0][1].unit if costs else ""
    note = Words(
        "To the right: the policy pays so much more for having the element; to the left: it saves.",
        "I'r dde: mae'r polisi'n talu cymaint â hyn yn fwy am gael yr elfen; i'r chwith: mae'n "
        "arbed.",
    )
    return Picture(title, bar_chart(title, bars, unit, say), say(note))
