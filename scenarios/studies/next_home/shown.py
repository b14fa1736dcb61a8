"""The study of the next home in words, tables and pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from matcher.amounts import level_unit
from matcher.criteria import CRITERION
from matcher.words import Words
from scenarios.reports.charts import MarkOf, heat_map, place_map
from scenarios.reports.language import Language
from scenarios.reports.picture import Picture
from scenarios.reports.tables import Amount, Cell, Table
from scenarios.studies.next_home.record import HomeValue, NewHome, NextHome, Proof

#: As many homes as a panel reads; files have all of them.
_LISTED = 20
#: As many levels as pictures show.
_PICTURED = 2

AREA = Words("area", "ardal")
HOME = Words("home", "cartref")
WELSH = Words("Welsh spoken", "siaredir Cymraeg")
RANK = Words("rank", "safle")
THERE = Words("living there", "yn byw yno")
LEVEL = Words("level", "lefel")
HOW = Words("how it is known", "sut y gwyddys")
HOMES = Words("homes", "cartrefi")
#: Criteria whose totals are shown beside the levels, each with what less of it is.
_LESS = {
    "distance_home": Words("nearer to home", "yn nes at gartref"),
    "contact_travel": Words("less travel to contact", "llai o deithio i gyswllt"),
}
#: What a gain in a level of one criterion is; of others, less of what the criterion counts.
_GAINED = {
    "unplaced": Words("more children with a home", "mwy o blant â chartref"),
    "siblings_apart": Words(
        "fewer homes that siblings are spread over",
        "llai o gartrefi y mae brodyr a chwiorydd wedi eu gwasgaru drostynt",
    ),
    "weekly_cost": Words("saved", "arbedwyd"),
    "unneeded_provision": Words("kept for others", "yn cael eu cadw i eraill"),
}
_PROOFS: dict[Proof, Words] = {
    "planned": Words("exact: planned with it", "union: cynlluniwyd gydag ef"),
    "same_plan": Words(
        "exact: the best plan with a larger home there is lawful with this one",
        "union: mae'r cynllun gorau gyda chartref mwy yno yn gyfreithlon gyda hwn",
    ),
    "no_gain": Words(
        "exact: a larger home there gains nothing", "union: nid oes budd o gartref mwy yno"
    ),
    "at_most": Words("not planned: no more than this", "heb ei gynllunio: dim mwy na hyn"),
}


def headline(study: NextHome, say: Language) -> str:
    """Return where the next home is worth most, and which areas follow."""
    tried = len(study.values) + study.unknown
    if not study.enough:
        return say(
            Words(
                f"None of the {tried:,} homes that were tried is known to improve today's best "
                "plan.",
                f"Ni wyddys bod yr un o'r {tried:,} cartref a brofwyd yn gwella cynllun gorau "
                "heddiw.",
            )
        )
    best, *others = study.best_by_area.values()
    where, worth = _home(best.home, say), gained(study, best, say)
    sentences = [
        say(
            Words(
                f"One more home is worth most in {best.home.area}: {where}. It gains: {worth}.",
                f"Mae un cartref arall yn werth y mwyaf yn {best.home.area}: {where}. "
                f"Y budd: {worth}.",
            )
        )
    ]
    if others:
        names = ", ".join(other.home.area for other in others[:3])
        sentences.append(say(Words(f"Then come {names}.", f"Wedyn {names}.")))
    return " ".join(sentences)


def exactness(study: NextHome, say: Language) -> str:
    """Return which gains are known, and which are only known to be no more than so much."""
    tried, known = (
        len(study.values) + study.unknown,
        sum(value.exact for value in study.values),
    )
    text = Words(
        f"{known:,} of {tried:,} homes are known exactly, from {study.plans:,} full plans: each "
        "gain is the difference of two best plans, both proved.",
        f"Mae {known:,} o {tried:,} cartref yn hysbys yn union, o {study.plans:,} cynllun llawn: "
        "mae pob budd yn wahaniaeth rhwng dau gynllun gorau, y ddau wedi'u profi.",
    )
    sentences = [say(text)]
    bound = next(study.bounds, None)
    if bound is not None:
        most = gained(study, bound, say)
        sentences.append(
            say(
                Words(
                    f"Those not planned gain no more than: {most}.",
                    f"Nid yw'r rhai heb eu cynllunio yn ennill mwy na: {most}.",
                )
            )
        )
    if study.unknown:
        unknown = f"{study.unknown:,}"
        sentences.append(
            say(
                Words(
                    f"Of {unknown} homes nothing is known.",
                    f"Nid oes dim yn hysbys am {unknown} cartref.",
                )
            )
        )
    if study.stopped:
        sentences.append(say(Words("It was stopped early.", "Fe'i stopiwyd yn gynnar.")))
    return " ".join(sentences)


def tables(study: NextHome, say: Language) -> Sequence[Table]:
    """Return the ranked list, the best of each area, the ages in each area, what is proved."""
    ranked = {value.home: rank for rank, value in enumerate(study.enough, start=1)}
    best = study.enough[:_LISTED]
    shown = _shown_levels(study)
    title = Words("The best next homes", "Y cartrefi nesaf gorau")
    by_size = Words(
        "The best next home of each kind and size", "Y cartref nesaf gorau o bob math a maint"
    )
    sizes: dict[tuple[str, int], HomeValue] = {}
    for value in study.enough:
        sizes.setdefault((value.home.kind, value.home.places), value)
    by_area = Words("The best next home in each area", "Y cartref nesaf gorau ym mhob ardal")
    return [
        _list(study, title, best, ranked, shown, say),
        _list(study, by_area, list(study.best_by_area.values()), ranked, shown, say),
        _list(study, by_size, [sizes[size] for size in sorted(sizes)], ranked, shown, say),
        *(_grid(study, kind, level, say) for kind in _kinds(study) for level in shown),
        _levels(study, say),
        _proofs(study, say),
    ]


def pictures(study: NextHome, say: Language) -> Sequence[Picture]:
    """Return a heat map of areas and ages for the first levels that differ, and a map."""
    found = []
    for kind in _kinds(study):
        for level in _shown_levels(study)[:_PICTURED]:
            table = _grid(study, kind, level, say)
            unit = level_unit(study.levels[level])
            values = [[_number(cell) for cell in row[1:]] for row in table.rows]
            rows = [str(row[0]) for row in table.rows]
            svg = heat_map(table.title, rows, table.columns[1:], values, unit, say)
            note = Words(
                "Maps are read in their order: what comes first in the policy decides first.",
                "Darllenir y mapiau yn eu trefn: yr hyn sydd gyntaf yn y polisi sy'n penderfynu "
                "gyntaf.",
            )
            found.append(Picture(table.title, svg, say(note)))
    found.append(_map(study, say))
    return found


def gained(study: NextHome, value: HomeValue, say: Language) -> str:
    """Return a gain in words, level by level, without those that do not differ."""
    parts = [
        f"{_level(study, level, say)} ({say.amount(gain, _unit(study, level), signed=True)})"
        for level, gain in enumerate(value.gain)
        if gain
    ]
    return "; ".join(parts) or say(Words("nothing", "dim"))


def _level(study: NextHome, level: int, say: Language) -> str:
    """Return what a gain in a level is, in words."""
    weighed = [code for code, weight in study.levels[level].items() if weight]
    number = level + 1
    if _unit(study, level) == "points" or not weighed:
        return say(Words(f"level {number}", f"lefel {number}"))
    if weighed[0] in _GAINED:
        return say(_GAINED[weighed[0]])
    counts = say.criterion(weighed[0])
    return say(Words(f"less of: {counts}", f"llai o: {counts}"))


def _unit(study: NextHome, level: int) -> str:
    return level_unit(study.levels[level])


def _shown_levels(study: NextHome) -> list[int]:
    """Return the levels in which some home that is known gains or loses, by position."""
    return [
        level
        for level in range(len(study.levels))
        if any(value.exact and value.gain[level] for value in study.values)
    ]


def _kinds(study: NextHome) -> list[str]:
    return list(dict.fromkeys(sorted(value.home.kind for value in study.values)))


def _home(home: NewHome, say: Language) -> str:
    """Return a home in words, without its area."""
    number = home.places
    parts = [
        say.name(home.kind),
        say(Words(f"{number} place{'s' if number > 1 else ''}", f"{number} lle")),
        _ages(home.ages, say),
    ]
    if home.welsh:
        parts.append(say(WELSH))
    return ", ".join(parts)


def _ages(ages: tuple[int, int], say: Language) -> str:
    low, high = ages
    return say(Words(f"ages {low} to {high} years", f"{low} i {high} oed"))


def _list(
    study: NextHome,
    title: Words,
    values: Sequence[HomeValue],
    ranked: Mapping[NewHome, int],
    levels: Sequence[int],
    say: Language,
) -> Table:
    """Return homes with what they gain; of those with one gain in one area, the smallest."""
    columns = [say(RANK), say(AREA), say(HOME), *(_level(study, one, say) for one in levels)]
    columns += [say(one) for one in (THERE, *_LESS.values())]
    rows: list[list[Cell]] = [
        [
            str(ranked[value.home]),
            value.home.area,
            _home(value.home, say),
            *(Amount(value.gain[one], _unit(study, one), signed=True) for one in levels),
            Amount(value.children, "children"),
            *(_less(value, criterion) for criterion in _LESS),
        ]
        for value in values
    ]
    return Table(say(title), columns, rows)


def _less(value: HomeValue, criterion: str) -> Amount:
    less = -value.changes.get(criterion, 0)
    return Amount(less, CRITERION[criterion].unit.en, signed=True)


def _grid(study: NextHome, kind: str, level: int, say: Language) -> Table:
    """Return what the largest home that was tried gains in one level, by area and ages."""
    homes = {value.home: value for value in study.values if value.home.kind == kind}
    most = max(home.places for home in homes)
    largest = {home: value for home, value in homes.items() if home.places == most and home.welsh}
    widest = min((home.ages for home in largest), key=lambda ages: ages[0] - ages[1])
    bands = sorted({home.ages for home in largest}, key=lambda ages: (ages != widest, ages))
    cells = {(home.area, home.ages): value for home, value in largest.items()}
    what, named = _level(study, level, say), say.name(kind)
    what = what[0].upper() + what[1:]
    title = Words(
        f"{what}: one more home, {named}, with {most} places where Welsh is spoken",
        f"{what}: un cartref arall, {named}, gyda {most} lle lle siaredir Cymraeg",
    )

    def cell(area: str, ages: tuple[int, int]) -> Cell:
        value = cells.get((area, ages))
        if value is None or not value.exact:
            return say(Words("not known", "anhysbys"))
        return Amount(value.gain[level], _unit(study, level), signed=True)

    return Table(
        say(title),
        [say(AREA), *(_ages(ages, say) for ages in bands)],
        [[area.name, *(cell(area.name, ages) for ages in bands)] for area in study.areas],
    )


def _number(cell: Cell) -> float | None:
    return cell.value if isinstance(cell, Amount) else None


def _levels(study: NextHome, say: Language) -> Table:
    """Return what each level counts, and its value in the best plan of today."""
    counts = Words(
        "what it counts, less of which is a gain", "yr hyn y mae'n ei gyfrif; llai yw budd"
    )
    today = Words("today's best plan", "cynllun gorau heddiw")
    return Table(
        say(Words("Levels, first things first", "Lefelau, y pethau cyntaf yn gyntaf")),
        [say(LEVEL), say(counts), say(today)],
        [
            [str(at + 1), say.level(study.levels[at]), Amount(value, _unit(study, at))]
            for at, value in enumerate(study.baseline)
        ],
    )


def _proofs(study: NextHome, say: Language) -> Table:
    counts = Counter(value.proof for value in study.values)
    rows: list[list[Cell]] = [
        [say(words), Amount(counts[proof], HOMES.en)]
        for proof, words in _PROOFS.items()
        if counts[proof]
    ]
    if study.unknown:
        rows.append([say(Words("not known", "anhysbys")), Amount(study.unknown, HOMES.en)])
    title = Words("How the gains are known", "Sut y gwyddys y budd")
    return Table(say(title), [say(HOW), say(HOMES)], rows)


def _map(study: NextHome, say: Language) -> Picture:
    title = say(
        Words("Where the next home is worth most", "Ble mae'r cartref nesaf yn werth y mwyaf")
    )
    note = Words(
        "The larger a circle, the earlier the area comes in the order of the best next homes; "
        "an area without a rank gains nothing.",
        "Po fwyaf y cylch, cynharaf y daw'r ardal yn nhrefn y cartrefi nesaf gorau; nid yw ardal "
        "heb safle yn ennill dim.",
    )
    return Picture(title, place_map(title, list(_marks(study, say)), say), say(note))


def _marks(study: NextHome, say: Language) -> Iterator[MarkOf]:
    ranks = {name: rank for rank, name in enumerate(study.best_by_area, start=1)}
    for area in study.areas:
        rank = ranks.get(area.name)
        value = study.best_by_area.get(area.name)
        yield MarkOf(
            lat=area.lat,
            lon=area.lon,
            label=f"{rank}. {area.name}" if rank else area.name,
            size=float(len(study.areas) + 1 - rank if rank else 1) / 2,
            note=gained(study, value, say) if value else "",
        )
