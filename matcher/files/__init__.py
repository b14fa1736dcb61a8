"""Files: registers, policies, plans and travel matrices in and out."""

from matcher.files.atomic import write_json
from matcher.files.documents import read_plan, read_policy
from matcher.files.matrix import read_journeys
from matcher.files.registers import read_register, write_register
from matcher.files.template import write_template

__all__ = [
    "read_journeys",
    "read_plan",
    "read_policy",
    "read_register",
    "write_json",
    "write_register",
    "write_template",
]
