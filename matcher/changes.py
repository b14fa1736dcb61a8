"""Who can change what a rule refuses (contract 3): the smallest change names them."""

from __future__ import annotations

from matcher.words import Words

HOME = Words("the home", "y cartref")
APPROVAL = Words("variation of approval", "amrywio'r gymeradwyaeth")
APPROVAL_OR_REGISTRATION = Words(
    "variation of approval or registration", "amrywio'r gymeradwyaeth neu'r cofrestriad"
)
TRAINING = Words("training or adaptation", "hyfforddiant neu addasiad")
MINISTERS = Words("Welsh Ministers", "Gweinidogion Cymru")
PANEL = Words("the panel", "y panel")
EXEMPTION = Words(
    "exemption by the authority the home stands in",
    "eithriad gan yr awdurdod y mae'r cartref ynddo",
)
