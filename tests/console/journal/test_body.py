"""What each kind of entry must say."""

import pytest

from console.journal.body import checked_body
from console.journal.chain import BadBodyError
from console.journal.entry import Kind
from tests.console.journal.conftest import a_violation


def test_a_whole_violation_passes_and_is_a_copy():
    body = a_violation(case_numbers={"kui": "17"})
    checked = checked_body(Kind.VIOLATION_RECORDED, body)
    body["case_numbers"]["kui"] = "18"
    assert checked["case_numbers"] == {"kui": "17"}


@pytest.mark.parametrize(
    ("kind", "body", "says"),
    [
        (Kind.ALERT_DISMISSED, {"alert_id": "a"}, "reason is missing"),
        (Kind.ALERT_DISMISSED, {"alert_id": 3, "reason": "dog"}, "alert_id cannot be a int"),
        (Kind.VIOLATION_RECORDED, a_violation(persons=True), "persons cannot be a bool"),
        (Kind.BULLETIN, {"text": "a", "salt": "00"}, "salt belongs to the journal"),
        (Kind.BULLETIN, {"text": "a", "evidence": []}, "evidence belongs to the journal"),
    ],
)
def test_an_unfit_body_is_refused_by_name(kind, body, says):
    with pytest.raises(BadBodyError) as refused:
        checked_body(kind, body)
    assert says in str(refused.value)


def test_a_kind_without_rules_takes_anything_plain():
    assert checked_body(Kind.DEMO_STARTED, {"script": "two incidents", "cameras": 36})
