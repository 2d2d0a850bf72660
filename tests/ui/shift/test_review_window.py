"""The second look by keys: right, wrong, reopened; one's own and lost pictures; who may not."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from console.journal.draw import is_drawn
from console.journal.entry import Kind
from console.journal.evidence import EvidenceDraft
from console.operators.permissions import Intent
from tests.console.review_desk import raised_body
from tests.fakes.made_up import make_jpeg
from tests.ui.shift.shift_bench import ANNA, CAMERAS, LEAD
from ui.actions import ActionId

ONE, TWO, THREE, DOWN = 10, 11, 12, 116
SCHOOL = CAMERAS["cam-0402"]


@pytest.fixture
def window(bench):
    bench.sit(LEAD)
    return bench.windows.reviews


def dismissed(bench, *, by=ANNA.name, still=True):
    """One that was drawn; there are others before it."""
    evidence = [EvidenceDraft("still", ".jpg", make_jpeg("#3060a0"))] if still else []
    for _try in range(3000):
        alert_id = f"a{len(bench.facts)}-{_try}-{by}"
        raised = raised_body(alert_id, SCHOOL)
        bench.journal.append_now(Kind.ALERT_RAISED, raised, actor="munara", evidence=evidence)
        subject = {key: raised[key] for key in ("camera_id", "camera_number", "place")}
        body = {"alert_id": alert_id, "reason": "nothing there", **subject}
        entry = bench.journal.append_now(Kind.ALERT_DISMISSED, body, actor=by)
        if is_drawn(entry.hash):
            return entry
    raise AssertionError("no dismissal comes into the sample")


def press_q(bench):
    bench.key(ActionId.REVIEWS, "й")
    window = bench.windows.reviews
    bench.wait(lambda: window.isActiveWindow() and window._line.text() != "reading…")


def verdicts(bench):
    return [
        (entry.actor, entry.body["verdict"], entry.body.get("why", ""))
        for entry in bench.entries()
        if entry.kind is Kind.DISMISSAL_REVIEWED
    ]


def test_the_still_is_shown_and_one_key_finds_it_right(bench, window):
    entry = dismissed(bench)
    press_q(bench)
    assert window._line.text() == "1 dismissal waits for a second look."
    assert f"Entry {entry.seq}" in window._told.text() and ANNA.name in window._told.text()
    bench.wait(lambda: not window._still.image.isNull())
    bench.press(ONE, "1")
    bench.wait(lambda: window._list.count() == 0)
    assert verdicts(bench) == [(LEAD.name, "right", "")]
    assert window._line.text() == "Recorded. Nothing waits for a second look."


@pytest.mark.parametrize("known", [True, False])
def test_the_still_of_a_camera_that_is_gone_says_that_no_masks_are_known(bench, window, known, monkeypatch):
    if not known:
        monkeypatch.setattr(bench.masking, "_cameras", {})
    dismissed(bench)
    press_q(bench)
    bench.wait(lambda: not window._still.image.isNull())
    assert ("no privacy masks are filled in" in window._told.text()) is not known


def test_a_wrong_one_asks_what_is_wrong(bench, window):
    dismissed(bench)
    press_q(bench)
    bench.press(TWO, "2")
    assert window._line.text() == "Say what is wrong with it."
    assert QApplication.focusWidget() is window._why
    bench.type("там мальчик 12 лет")  # digits in a text are no verdict
    assert verdicts(bench) == []
    bench.enter()
    bench.press(TWO, "2")
    bench.wait(lambda: window._list.count() == 0)
    assert verdicts(bench) == [(LEAD.name, "wrong", "там мальчик 12 лет")]
    assert window._why.text() == ""


def test_a_reopened_alert_is_in_the_queue_again(bench, window):
    entry = dismissed(bench)
    press_q(bench)
    bench.type("мальчик на крыше", window._why)
    bench.enter()
    bench.press(THREE, "3")
    bench.wait(lambda: bench.inbox.get(entry.body["alert_id"]))
    bench.wait(lambda: window._line.text().startswith("Reopened: the alert is in the queue again. Nothing"))
    assert verdicts(bench) == [(LEAD.name, "wrong", "мальчик на крыше")]
    (reopened,) = [one for one in bench.entries() if one.kind is Kind.ALERT_REOPENED]
    assert reopened.actor == LEAD.name


def test_ones_own_are_somebody_elses_to_look_at(bench, window):
    dismissed(bench, by=LEAD.name)
    press_q(bench)
    assert window._list.count() == 0
    text = "Nothing waits for a second look. 1 of your own waits for somebody else."
    assert window._line.text() == text
    bench.press(ONE, "1")
    bench.settle()
    assert verdicts(bench) == []


def test_a_lost_picture_is_said(bench, window):
    dismissed(bench, still=False)
    press_q(bench)
    assert window._still.text() == "Its picture is gone, or never came."


def test_a_dispatcher_is_refused_by_the_engine_and_told(bench, window):
    dismissed(bench)
    bench.sit(ANNA)
    press_q(bench)
    assert window._line.text() == "Not for your role: review dismissals."
    assert window._list.count() == 0
    bench.press(ONE, "1")
    bench.settle()
    assert bench.refusals() == [(ANNA.name, Intent.REVIEW_DISMISSALS.key, "role dispatcher")]
    assert verdicts(bench) == []


def test_what_one_lead_saw_is_not_there_for_the_next_who_may_not(bench, window):
    dismissed(bench)
    press_q(bench)
    window.close()
    bench.sit(ANNA)
    press_q(bench)
    assert window._list.count() == 0 and window._told.text() == ""
    assert window._still.image.isNull()
