"""The published figures that a made-up register is calibrated on, each with source and year.

H: published and certain; M: published, with some doubt; D: derived from published figures;
A: assumed, because nothing is published. Shares are fractions of one.
"""

from __future__ import annotations

#: Children looked after by Powys (scrutiny papers, 31 March 2019: 246, H; today 245, D).
CHILDREN = 245
#: Wales 7,198 (31 March 2024, H); England 83,630 (31 March 2024, H).
CHILDREN_WALES = 7_198
CHILDREN_ENGLAND = 83_630
#: A panel has 10 to 30 children waiting (about 180 decisions a year, D).
WAITING = 22
#: Children whose placement is under review on one day (A: one in eight).
REVIEW = 29

#: Children in sibling groups: about half (Powys strategy 2019, H).
IN_GROUPS = 0.5
#: Sizes of sibling groups; 5 and more are spread thinly (Ofsted, England 2018-19, H).
GROUP_SIZES = ((2, 62), (3, 23), (4, 10), (5, 4), (6, 1))

#: Ages in care: 0-4 19 %, 5-11 30 %, 12-15 28 %, 16 and over 23 % (England 2018, H). Lowest,
#: highest and weight of the age that is drawn for one child of a family: siblings are mostly of
#: an age in between, so that these weights lead to those shares.
AGE_BANDS = ((0, 4, 20), (5, 11, 23), (12, 15, 26), (16, 17, 31))
#: Girls 44 % (England 2018, H); children recorded as neither (A: one in a hundred).
GENDERS = (("female", 44), ("male", 55), ("other", 1))

#: Where 237 children live: parents 35, kin 40, and the rest in general homes (Powys 2019, D).
#: The 8 placed for adoption have no kind of home in a register and are left out.
WITH_PARENTS = 35 / 237
WITH_KIN = 40 / 237
#: Relatives come forward for siblings more than for a lone child: 22 kin households for 40
#: children (March 2019, H, and D). Times the share above, for a lone child and for a group.
KIN_LONE, KIN_GROUP = 0.6, 1.4
#: Wales: 34.2 % of the 67.7 % in foster homes are with relatives or friends (31 March 2024, H).
WITH_KIN_WALES = 0.342 * 0.677
#: Kinds of general home by age from, so that about 72 children live in in-house foster homes,
#: 48 in agency ones, 30 in residential and 12 in supported ones (Powys 2019, D).
KINDS_BY_AGE = (
    (16, (("in_house_foster", 27), ("agency_foster", 24), ("residential", 23),
          ("supported_lodgings", 43))),
    (8, (("in_house_foster", 39), ("agency_foster", 35), ("residential", 26))),
    (0, (("in_house_foster", 62), ("agency_foster", 38))),
)  # fmt: skip

#: General homes for `CHILDREN` children: 71 foster households (March 2019, H); agency,
#: residential and supported homes in use or on offer (D). Kin and parents come on top.
HOMES = (
    ("in_house_foster", 71),
    ("agency_foster", 46),
    ("residential", 30),
    ("supported_lodgings", 13),
)
#: Homes of each kind that stand outside the county (39 % of the children live outside it,
#: 2019, H). Residential so that 22 of 30 children live outside (D), as the nearest home that is
#: right is taken; the other kinds A, to meet the 39 %.
OUTSIDE = {
    "parents": 0.2,
    "kinship": 0.30,
    "in_house_foster": 0.17,
    "agency_foster": 0.82,
    "residential": 0.84,
    "supported_lodgings": 0.25,
}
#: How many placements outside the council there are to one of Powys: all of Wales 34.4 % (31
#: March 2024, H) to 39 %. In England it was 37 % in 2015 and is more today (M): as in Powys.
OUTSIDE_WALES = 34.4 / 39
#: Of the homes outside the council, those in the other country, Wales or England. Powys: 45
#: children of 95 (2019, H). Wales: so that 7 % of all children live there (H), as the nearest home
#: that is right is taken. England: A.
ABROAD_POWYS = 45 / 95
ABROAD_WALES = 0.26
ABROAD_ENGLAND = 0.02
#: Places of a foster home: approved for 1, 2, 3, 4 (Ofsted, England 2018-19, H).
FOSTER_PLACES = ((1, 33), (2, 35), (3, 29), (4, 2))
#: Places of a children's home: 3 or 4 most often (Ofsted, England 2023, H; tails A).
RESIDENTIAL_PLACES = ((2, 14), (3, 32), (4, 30), (5, 14), (6, 10))
#: Foster beds: 60 % filled, 16 % vacant, 24 % not available (England 2024, M): so of the
#: homes with a free bed about half take no referral today or only later.
CLOSED_WITH_ROOM = 0.55
CLOSED_WHEN_FULL = 0.1
#: Agency homes for two or more in which another council's child lives, so that the beds are
#: filled as published (A).
OTHER_IN_AGENCY = 0.9
AVAILABLE_LATER = 0.08

#: Weekly cost in pounds at 2025 prices (D). Mean and standard deviation, or lowest and highest.
COST_KIN = (300, 400)
COST_SUPPORTED = (900, 1600)
COST_IN_HOUSE = (480, 90)
COST_AGENCY = (950, 180)
COST_LOCAL_RESIDENTIAL = (4800, 450)
#: Lognormal: median 5,800, 90th percentile 10,500, so the logarithm deviates by 0.463.
COST_RESIDENTIAL = (5800, 0.463)

#: Moves in the last 12 months: 12.2 % had three or more placements (Powys 2019, H);
#: here a little more, because who has just come into care has had no time to move.
MOVES_POWYS = ((0, 660), (1, 190), (2, 100), (3, 50))
#: Wales: 9 % (2019, H); England is taken to be like it (A).
MOVES = ((0, 725), (1, 165), (2, 75), (3, 35))

#: People who speak Welsh, by authority (census 2021). H for Anglesey, Gwynedd, Ceredigion,
#: Carmarthenshire, Blaenau Gwent, Torfaen, Newport and Powys; the others M, not yet compared with
#: the published table. That as many children have it as their first language is assumed (A).
#: Nobody in England.
WELSH_SPEAKERS = {
    "W06000001": 0.558,  # Isle of Anglesey
    "W06000002": 0.644,  # Gwynedd
    "W06000003": 0.259,  # Conwy
    "W06000004": 0.225,  # Denbighshire
    "W06000005": 0.116,  # Flintshire
    "W06000006": 0.122,  # Wrexham
    "W06000008": 0.453,  # Ceredigion
    "W06000009": 0.172,  # Pembrokeshire
    "W06000010": 0.399,  # Carmarthenshire
    "W06000011": 0.112,  # Swansea
    "W06000012": 0.135,  # Neath Port Talbot
    "W06000013": 0.092,  # Bridgend
    "W06000014": 0.115,  # Vale of Glamorgan
    "W06000015": 0.122,  # Cardiff
    "W06000016": 0.124,  # Rhondda Cynon Taf
    "W06000018": 0.105,  # Caerphilly
    "W06000019": 0.062,  # Blaenau Gwent
    "W06000020": 0.082,  # Torfaen
    "W06000021": 0.087,  # Monmouthshire
    "W06000022": 0.075,  # Newport
    "W06000023": 0.127,  # Powys: 0.164 with the towns below
    "W06000024": 0.089,  # Merthyr Tydfil
}
#: More speak it in these towns of Powys (strategy papers of the council, M; how many, A).
WELSH_SPEAKERS_IN_TOWN = {"Machynlleth": 0.45, "Ystradgynlais": 0.30, "Llanfyllin": 0.35}
#: Children whose first language is neither Welsh nor English (A).
OTHER_LANGUAGE = 0.02

#: What is asked for: placed children, then waiting ones (A).
PLACED_TYPES = (("long_term", 62), ("short_term", 35), ("emergency", 3))
WAITING_TYPES = (("long_term", 30), ("short_term", 40), ("emergency", 30))
#: Needs, equally frequent (A), and how many a child has as requirements and as preferences (A).
NEEDS = (
    "autism",
    "equality_support",
    "exploitation_risk",
    "learning_disability",
    "medical",
    "mental_health",
    "parenting_support",
    "physical_disability",
    "self_harm",
    "trauma",
)
N_REQUIRED = ((0, 76), (1, 20), (2, 4))
N_PREFERRED = ((0, 45), (1, 35), (2, 15), (3, 5))
#: How many needs a foster home and a children's home provide for (A).
N_PROVIDED_FAMILY = ((0, 20), (1, 35), (2, 25), (3, 20))
N_PROVIDED_RESIDENTIAL = ((3, 20), (4, 30), (5, 30), (6, 20))

#: Who a child can be cared for with (A).
ALONGSIDE = (("any", 87), ("alone", 5), ("older_only", 5), ("younger_only", 3))
#: Shares of children (A).
SMOKE_FREE = 0.06
APART_FROM = 0.01
EXCLUSION_ZONE = 0.03
CONTACT = 0.7
#: Waiting and review children whom a home has declined (A).
DECLINED = 0.2
#: Waiting children who have lived in a home till now; the others are new to care (A).
ENDING = 0.35
#: Waiting families for whom a relative has been found and is being approved (A).
KIN_FOUND = 0.1
#: Families, of those in general homes, for whom one home was sought before any split, so that
#: with parents and kin about half of all groups are together (England 2018-19, H).
TOGETHER_SOUGHT = 0.26
