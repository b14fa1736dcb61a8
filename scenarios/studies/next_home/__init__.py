"""The value of the next home: where recruiting one more carer brings most."""

from scenarios.studies.next_home.record import HomeValue, NewHome, NextHome
from scenarios.studies.next_home.search import KINDS, PLACES, value_of_next_home

__all__ = ["KINDS", "PLACES", "HomeValue", "NewHome", "NextHome", "value_of_next_home"]
