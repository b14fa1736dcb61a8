"""The words of the call list, in both languages; the Welsh is a draft."""

from __future__ import annotations

from matcher.words import Words

TURN = Words("turn", "tro")
RING = Words("ring", "ffoniwch")
KIND = Words("kind", "math")
YES = Words("says yes (assumed)", "yn dweud ie (tybiaeth)")
REACHED = Words("chance that it is rung", "siawns y caiff ei ffonio")
TAKEN = Words("chance that it is taken", "siawns y caiff ei gymryd")
RANK = Words("place in the ranking", "safle yn y rhestr")
NOT_RANKED = Words("not in it", "ddim ynddi")
NO_RANKING = Words(
    "The ranking has none of them: as things are today none is possible, each needs others to "
    "move as planned.",
    "Nid oes yr un ohonynt yn y rhestr: fel y mae pethau heddiw nid oes yr un yn bosibl; mae "
    "angen i eraill symud yn ôl y cynllun ar gyfer pob un.",
)
WHY = Words("why it stands here", "pam y mae yma")
LEVEL = Words("level", "lefel")
OUTCOMES = Words(
    "What it comes to on average for all children together, first things first: the best plan, "
    "and how much more than that",
    "Yr hyn y daw iddo ar gyfartaledd i'r holl blant gyda'i gilydd: y cynllun gorau, a faint yn "
    "fwy na hynny",
)
BEYOND = Words(
    "How much more on average than if the best home says yes",
    "Faint yn fwy ar gyfartaledd nag os yw'r cartref gorau'n dweud ie",
)
SHORTER = Words(
    "All children together; less is better.", "Yr holl blant gyda'i gilydd; mae llai yn well."
)
OURS = Words("this order", "y drefn hon")
RANKED = Words("ranked order", "trefn y rhestr")
LESS = Words("difference", "gwahaniaeth")
RANKING_ALONE = Words("the ranking's homes only", "cartrefi'r rhestr yn unig")
ALL_YES = Words("the best home says yes", "y cartref gorau'n dweud ie")
NOBODY = Words("nobody says yes", "neb yn dweud ie")
TAKEN_HERE = Words("taken, this order", "wedi'i gymryd, y drefn hon")
REACHED_RANKED = Words("rung, ranked order", "wedi'i ffonio, trefn y rhestr")
TAKEN_RANKED = Words("taken, ranked order", "wedi'i gymryd, trefn y rhestr")
PROVED = Words(
    "Each option's worth is that of the best plan for all children that has it; every plan is "
    "proved, nothing is sampled.",
    "Gwerth pob opsiwn yw gwerth y cynllun gorau i bob plentyn sy'n ei gynnwys; mae pob cynllun "
    "wedi'i brofi, ac ni samplir dim.",
)
NOT_PROVED = Words(
    "Not every plan was proved in the time given: differences are shown as what they lie between, "
    "and the order is that of the plans found.",
    "Ni phrofwyd pob cynllun yn yr amser a roddwyd: dangosir gwahaniaethau fel yr hyn y maent "
    "rhyngddo, a'r drefn yw trefn y cynlluniau a gafwyd.",
)
ASSUMED = Words(
    "How likely homes say yes is assumed, each home by itself; use your own figures.",
    "Tybir pa mor debygol yw cartrefi o ddweud ie, pob un ar ei ben ei hun; defnyddiwch eich "
    "ffigurau eich hun.",
)
ORDER = Words(
    "The order itself does not rest on them: of the homes shown, the first yes is the best for "
    "everybody whichever would have said yes. Everybody else is taken to be placed as planned.",
    "Nid yw'r drefn ei hun yn dibynnu arnynt: o'r cartrefi a ddangosir, yr ie cyntaf yw'r gorau i "
    "bawb pa rai bynnag fyddai wedi dweud ie. Cymerir bod pawb arall yn cael eu lleoli yn ôl y "
    "cynllun.",
)
STOPPED = Words(
    "It was stopped early: not all options were looked at.",
    "Fe'i stopiwyd yn gynnar: nid edrychwyd ar bob opsiwn.",
)
RANKING = Words(
    "The ranking is of what is possible today, everybody else staying where they are (of a "
    "sibling group's ranking the first 500 are looked at). What is not in it is possible only "
    "once others have moved as planned.",
    "Mae'r rhestr o'r hyn sy'n bosibl heddiw, gyda phawb arall yn aros lle maen nhw (o restr grŵp "
    "o frodyr a chwiorydd edrychir ar y 500 cyntaf). Mae'r hyn nad yw ynddi yn bosibl dim ond ar "
    "ôl i eraill symud yn ôl y cynllun.",
)
