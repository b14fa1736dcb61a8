"""Approvals on pages: whose is meant, what can be recorded of one, and what was."""

from __future__ import annotations

from api.pages.flash import message
from api.pages.forms import Form
from api.pages.language import mark
from api.service.approval_schemas import ApprovalIn
from matcher.approvals import KINDS

#: What the form says of each approval: whose it is, and what is recorded here.
MEANT = {
    "area_panel": mark(
        "The out-of-area panel's. In an emergency the nominated officer decides before the "
        "placement and the panel afterwards: record what the panel decided, and the officer in "
        "the note. The law wants this record: Care Planning, Placement and Case Review (Wales) "
        "Regulations 2015, regulation 12."
    ),
    "move_review": mark(
        "That of the child's statutory review, which the independent reviewing officer chairs."
    ),
    "key_stage_4": mark(
        "The nominated officer's: whom the director has named to decide on moves that disrupt "
        "a child's education in key stage 4."
    ),
    "limit_exemption": mark(
        "An exemption from the usual fostering limit, by the authority in whose area the home "
        "stands. That need not be us."
    ),
    "shared_bedroom": mark(
        "Our own as the placing authority: the assessment that sharing a bedroom is right for "
        "each of the children, signed by a manager."
    ),
    "impact_assessment": mark(
        "That of the manager who signs the matching and impact assessment, on every child who "
        "would live there."
    ),
    "with_parents": mark(
        "The nominated officer's, on the assessment of the parents. If the child had to move "
        "before it was finished, afterwards."
    ),
    "separation": mark(
        "That of the manager who agrees that the siblings live apart: the reason and the plan "
        "for contact are recorded."
    ),
    "placement_plan": mark(
        "That of the manager who signs the placement plan, agreed with the home, the child and "
        "the parents."
    ),
}
assert {kind.code for kind in KINDS} == MEANT.keys(), "each approval is somebody's"

SAID = {
    "given": message("approval-given", mark("Recorded: given (decision %(number)s).")),
    "refused": message(
        "approval-refused",
        mark("Recorded: refused (decision %(number)s). Today says so until the placement ends."),
    ),
    "withdrawn": message(
        "approval-withdrawn",
        mark("Recorded: it was a mistake (decision %(number)s). The approval is awaited again."),
    ),
}


def asked_of(form: Form, code: str) -> ApprovalIn:
    """Return what a form asks to record of an approval.

    Raises
    ------
    InputError
        With every fault, each at its field.
    """
    replaces = form.value("replaces")
    number = int(replaces) if replaces.isascii() and replaces.isdigit() else None
    return form.read(ApprovalIn, code=code, replaces=number)
