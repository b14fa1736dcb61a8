"""Real towns of Powys and of the country around it.

Coordinates to three decimals (some 100 m) and authority codes of official statistics. How
many children come from a town and how many carers live there follows the counts that Powys
published in September 2018: Newtown area 61 children and 6 carers, Llandrindod area 44
children and 32 foster homes; the other weights go by size of town.
"""

from __future__ import annotations

from typing import NamedTuple

from scenarios.generator.figures import WELSH_SPEAKERS

POWYS = "W06000023"
#: Neighbours in the order of official statistics, Wales first.
NEIGHBOURS = (
    "W06000002",  # Gwynedd
    "W06000004",  # Denbighshire
    "W06000006",  # Wrexham
    "W06000008",  # Ceredigion
    "W06000010",  # Carmarthenshire
    "W06000012",  # Neath Port Talbot
    "W06000016",  # Rhondda Cynon Taf
    "W06000024",  # Merthyr Tydfil
    "W06000018",  # Caerphilly
    "W06000019",  # Blaenau Gwent
    "W06000021",  # Monmouthshire
    "E06000051",  # Shropshire
    "E06000019",  # Herefordshire
)


class Place(NamedTuple):
    """A town.

    Attributes
    ----------
    label : str
        Its name.
    lat, lon : float
        WGS 84 degrees.
    authority : str
        Code of the local authority it lies in.
    n_carers : int
        Weight as a place where carers and providers are.
    n_children : int
        Weight as a place where children come from; 0 outside Powys.
    welsh : float
        Share of people who speak Welsh.
    """

    label: str
    lat: float
    lon: float
    authority: str
    n_carers: int
    n_children: int = 0
    welsh: float = 0.0


def _powys(
    label: str, lat: float, lon: float, carers: int, children: int, welsh: float = WELSH_SPEAKERS
) -> Place:
    return Place(label, lat, lon, POWYS, carers, children, welsh)


INSIDE = (
    _powys("Newtown", 52.513, -3.314, 5, 52),
    _powys("Welshpool", 52.660, -3.147, 8, 27),
    _powys("Ystradgynlais", 51.781, -3.751, 9, 28, 0.30),
    _powys("Brecon", 51.947, -3.391, 9, 28),
    _powys("Llandrindod Wells", 52.241, -3.379, 20, 28),
    _powys("Builth Wells", 52.149, -3.404, 7, 9),
    _powys("Rhayader", 52.301, -3.511, 5, 7),
    _powys("Llanidloes", 52.448, -3.540, 4, 9),
    _powys("Machynlleth", 52.590, -3.853, 3, 9, 0.45),
    _powys("Knighton", 52.344, -3.049, 3, 8),
    _powys("Presteigne", 52.272, -3.006, 3, 5),
    _powys("Crickhowell", 51.859, -3.137, 3, 5),
    _powys("Hay-on-Wye", 52.074, -3.126, 2, 5),
    _powys("Talgarth", 51.996, -3.232, 2, 5),
    _powys("Llanfyllin", 52.766, -3.273, 2, 7, 0.35),
    _powys("Llanfair Caereinion", 52.649, -3.325, 1, 5),
    _powys("Montgomery", 52.560, -3.148, 1, 4),
    _powys("Llanwrtyd Wells", 52.107, -3.638, 1, 4),
)

#: Of 95 children outside the county 50 lived elsewhere in Wales and 45 in England (2019, H):
#: the weights of the two halves follow that.
OUTSIDE = (
    Place("Aberystwyth", 52.415, -4.083, "W06000008", 4, welsh=0.35),
    Place("Lampeter", 52.113, -4.079, "W06000008", 2, welsh=0.45),
    Place("Dolgellau", 52.743, -3.885, "W06000002", 2, welsh=0.60),
    Place("Bala", 52.911, -3.596, "W06000002", 2, welsh=0.70),
    Place("Ruthin", 53.115, -3.311, "W06000004", 2, welsh=0.35),
    Place("Chirk", 52.934, -3.055, "W06000006", 3, welsh=0.12),
    Place("Wrexham", 53.046, -2.993, "W06000006", 6, welsh=0.11),
    Place("Llandovery", 51.994, -3.797, "W06000010", 2, welsh=0.40),
    Place("Carmarthen", 51.857, -4.312, "W06000010", 3, welsh=0.40),
    Place("Ammanford", 51.793, -3.988, "W06000010", 2, welsh=0.50),
    Place("Neath", 51.663, -3.807, "W06000012", 3, welsh=0.12),
    Place("Swansea", 51.621, -3.943, "W06000011", 5, welsh=0.11),
    Place("Aberdare", 51.713, -3.445, "W06000016", 2, welsh=0.12),
    Place("Merthyr Tydfil", 51.748, -3.378, "W06000024", 4, welsh=0.09),
    Place("Caerphilly", 51.575, -3.221, "W06000018", 2, welsh=0.11),
    Place("Ebbw Vale", 51.778, -3.208, "W06000019", 2, welsh=0.06),
    Place("Abergavenny", 51.824, -3.017, "W06000021", 3, welsh=0.09),
    Place("Cardiff", 51.481, -3.179, "W06000015", 3, welsh=0.12),
    Place("Shrewsbury", 52.708, -2.754, "E06000051", 11),
    Place("Oswestry", 52.860, -3.054, "E06000051", 7),
    Place("Ludlow", 52.368, -2.718, "E06000051", 5),
    Place("Hereford", 52.056, -2.716, "E06000019", 9),
    Place("Leominster", 52.227, -2.739, "E06000019", 4),
    Place("Telford", 52.678, -2.449, "E06000020", 4),
    Place("Stoke-on-Trent", 53.003, -2.180, "E06000021", 2),
    Place("Chester", 53.190, -2.892, "E06000050", 2),
    Place("Birmingham", 52.480, -1.903, "E08000025", 3),
    Place("Worcester", 52.193, -2.220, "E10000034", 2),
    Place("Manchester", 53.480, -2.243, "E08000003", 1),
)
