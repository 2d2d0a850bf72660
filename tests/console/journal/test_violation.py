"""A violation into its body and back."""

from console.journal.violation import Violation
from tests.console.journal.conftest import a_violation


def test_a_body_reads_back_as_the_same_violation():
    violation = Violation.from_body(a_violation(case_numbers={"erdr": "266"}, alert_seq=7))
    assert violation.alert_seq == 7
    assert Violation.from_body(violation.body()) == violation


def test_keys_of_a_later_version_are_passed_over():
    assert Violation.from_body(a_violation(weather="snow", salt="00")) == Violation.from_body(a_violation())
