"""Supply against need: what a council's annual sufficiency plan counts."""

from scenarios.studies.sufficiency.count import sufficiency_of
from scenarios.studies.sufficiency.record import Row, Sufficiency

__all__ = ["Row", "Sufficiency", "sufficiency_of"]
