"""The published figures that a made-up register is calibrated on, each with source and year.

H: published and certain; M: published, with some doubt; D: derived from published figures;
A: assumed, because nothing is published. Shares are fractions of one.
"""

from __future__ import annotations

#: Children looked after by Powys (scrutiny papers, 31 March 2019: 246, H; today 245, D).
CHILDREN = 245
#: A panel has 10 to 30 children waiting (about 180 decisions a year, D).
WAITING = 22
#: Children whose placement is under review on one day (A: one in eight).
REVIEW = 29

#: Children in sibling groups: about half (Powys strategy 2019, H).
IN_GROUPS = 0.5
#: Sizes of sibling groups; 5 and more are spread thinly (Ofsted, England 2018-19, H).
GROUP_SIZES = ((2, 62), (3, 23), (4, 10), (5, 4), (6, 1))

#: Ages in care: lowest, highest, share (England 2018, H).
AGE_BANDS = ((0, 4, 19), (5, 11, 30), (12, 15, 28), (16, 17, 23))
#: Girls 44 % (England 2018, H); children recorded as neither (A: one in a hundred).
GENDERS = (("female", 44), ("male", 55), ("other", 1))

#: Where 237 children live: parents 35, kin 40, and the rest in general homes (Powys 2019, D).
#: The 8 placed for adoption have no kind of home in a register and are left out.
WITH_PARENTS = 35 / 237
WITH_KIN = 40 / 237
#: Kinds of general home by age from, so that about 72 children live in in-house foster homes,
#: 48 in agency ones, 30 in residential and 12 in supported ones (Powys 2019, D).
KINDS_BY_AGE = (
    (16, (("in_house_foster", 29), ("agency_foster", 21), ("residential", 25),
          ("supported_lodgings", 40))),
    (8, (("in_house_foster", 41), ("agency_foster", 31), ("residential", 28))),
    (0, (("in_house_foster", 65), ("agency_foster", 35))),
)  # fmt: skip

#: General homes for `CHILDREN` children: 71 foster households (March 2019, H); agency,
#: residential and supported homes in use or on offer (D). Kin and parents come on top.
HOMES = (
    ("in_house_foster", 71),
    ("agency_foster", 45),
    ("residential", 30),
    ("supported_lodgings", 13),
)
#: Homes of each kind that stand outside the county (39 % of the children live outside it,
#: 2019, H; residential 22 of 30, D; the other kinds A, to meet the 39 %).
OUTSIDE = {
    "parents": 0.2,
    "kinship": 0.35,
    "in_house_foster": 0.17,
    "agency_foster": 0.85,
    "residential": 22 / 30,
    "supported_lodgings": 0.25,
}
#: Places of a foster home: approved for 1, 2, 3, 4 (Ofsted, England 2018-19, H).
FOSTER_PLACES = ((1, 33), (2, 35), (3, 29), (4, 2))
#: Places of a children's home: 3 or 4 most often (Ofsted, England 2023, H; tails A).
RESIDENTIAL_PLACES = ((2, 14), (3, 32), (4, 30), (5, 14), (6, 10))
#: Foster beds: 60 % filled, 16 % vacant, 24 % not available (England 2024, M): so of the
#: homes with a free bed about half take no referral today or only later.
CLOSED_WITH_ROOM = 0.5
CLOSED_WHEN_FULL = 0.1
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
MOVES = ((0, 660), (1, 190), (2, 100), (3, 50))

#: Speakers of Welsh in most of Powys; the towns that have more are in `places` (16 % of all
#: people of Powys, census 2021, H; the split by town A).
WELSH_SPEAKERS = 0.11
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
TOGETHER_SOUGHT = 0.35
