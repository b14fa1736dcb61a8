"""``python -m benchmarks.verify REGISTER PLAN CERTIFICATE [--travel TABLE]``.

Exit codes: 0 everything stated is so; 1 something is not; 2 a file can't be used.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from benchmarks.verify import verify
from matcher.cases import case_of
from matcher.errors import Fault, InputError
from matcher.files import read_plan, read_register
from matcher.records.certificate import Certificate
from matcher.records.faults import faults_of


def read_certificate(path: Path) -> Certificate:
    """Read a certificate.

    Raises
    ------
    InputError
        With the faults of the file.
    """
    try:
        return Certificate.model_validate_json(path.read_bytes())
    except OSError as error:
        text = f"can't be read: {error.strerror or 'the system refuses'}"
        raise InputError.single(str(path), text, "a certificate's file") from None
    except ValidationError as error:
        faults = (
            Fault(f"{path}: {fault.place}", fault.fault, fault.accepted)
            for fault in faults_of(error, Certificate)
        )
        raise InputError(faults) from None


def main(arguments: Sequence[str] | None = None) -> int:
    """Verify a certificate, and say of each level how far it is proved; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.verify", description=__doc__)
    parser.add_argument("register", type=Path)
    parser.add_argument("plan", type=Path)
    parser.add_argument("certificate", type=Path)
    parser.add_argument("--travel", type=Path, help="the table of journeys of the plan")
    given = parser.parse_args(arguments)
    try:
        plan = read_plan(given.plan)
        case = case_of(read_register(given.register), plan.policy, given.travel)
        found = verify(case, plan, read_certificate(given.certificate))
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    for fault in found.faults:
        print(f"Not so: {fault}")
    if not found.faults:
        print("level        value    bound certified      gap")
        for number, level in enumerate(found.levels, start=1):
            certified = "-" if level.certified is None else level.certified
            gap = "-" if level.certified is None else level.value - level.certified
            stated = "-" if level.stated is None else level.stated
            print(f"{number:5}{level.value:13}{stated:>9}{certified:>10}{gap:>9}  {level.words}")
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
