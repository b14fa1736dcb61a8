"""A verifier of certificates: it trusts the register, the plan and the multipliers, and no solver.

    python -m benchmarks.verify REGISTER PLAN CERTIFICATE

It builds every column and every row again from the register with the plain judgement of rules and
criteria, and adds up in Python's whole numbers, which have no limit. `docs/certificates.md` says
why what it adds up is a proof.
"""

from benchmarks.verify.judgement import Judgement, Verdict, verify

__all__ = ["Judgement", "Verdict", "verify"]
