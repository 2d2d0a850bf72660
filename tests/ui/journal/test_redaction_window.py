"""Chosen by portrait, seen by the shift lead, let go: over a real journal, clip and detector."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from console.clock import SystemClock
from console.copies import Copies
from console.journal.journal import EvidenceDraft, Journal, Kind
from console.journal.redacted import approved, recorded
from console.journal.violation import Violation
from console.media.worker.transcode import make_clip
from console.operators.operator import Operator
from console.operators.roles import Role
from console.outbox import Outbox
from console.paths import DataFolder
from console.permit import Permit
from tests.ui.waiting import wait_until
from ui.journal.redaction_window import RedactionWindow

_LONG_S = 120  # the bound only ends a test that has failed anyway


@pytest.fixture(scope="module")
def clip(asset_folder, tmp_path_factory):
    clip = tmp_path_factory.mktemp("street") / "street.mp4"
    make_clip(asset_folder / "footage" / "vtest.avi", clip, start_s=4, seconds=2)
    return clip.read_bytes()


@pytest.fixture
def journal(tmp_path, clip):
    folder = DataFolder(tmp_path / "desk")
    folder.prepare()
    journal = Journal(folder, clock=SystemClock(), outbox=Outbox())
    violation = Violation("koap-434", "434", "Школа № 4", "2026-11-23T18:00:00.000000Z", camera_id="c")
    journal.append_now(
        Kind.VIOLATION_RECORDED, violation.body(), actor="A", evidence=[EvidenceDraft("clip", ".mp4", clip)]
    )
    return journal


@pytest.fixture
def open_window(qapp, journal, tmp_path):
    def open_(role):
        operator = Operator("Берик", role)
        window = RedactionWindow(
            Copies(DataFolder(tmp_path / "desk"), permit=Permit(journal, operator), journal=journal),
            operator=operator,
            seq=1,
            out=tmp_path / "out",
        )
        window.show()
        return window

    return open_


def made(window):
    assert wait_until(lambda: window._made is not None, timeout_s=_LONG_S), window._line.text()


def test_the_lead_chooses_looks_and_lets_go(open_window, tmp_path):
    window = open_window(Role.SHIFT_LEAD)
    assert not window._go.isEnabled()
    assert not window._make.isEnabled()
    assert window._bar.isVisible()
    made(window)
    assert not window._bar.isVisible()
    assert window._go.isEnabled()
    assert window._persons.count() >= 3
    assert not window._persons.item(0).icon().isNull()
    assert window._preview.pixmap().width() > 600
    assert "blurred" in window._line.text()
    item = window._persons.item(0)
    item.setCheckState(Qt.CheckState.Checked)
    assert "visible" in item.text()
    assert "blurred" in window._persons.item(1).text()
    assert not window._go.isEnabled(), "what is shown is not what was chosen"
    QTest.mouseClick(window._make, Qt.MouseButton.LeftButton)
    made(window)
    assert window.chosen() == frozenset(window._made.redaction.kept) == {item.data(Qt.ItemDataRole.UserRole)}
    told = []
    window.approved.connect(told.append)
    QTest.mouseClick(window._go, Qt.MouseButton.LeftButton)
    assert wait_until(lambda: told == [2], timeout_s=_LONG_S), window._line.text()
    folder = DataFolder(tmp_path / "desk")
    (copy,) = approved(folder, recorded(folder, 1)).values()
    assert (copy.approved_by, copy.seq) == ("Берик", 2)
    assert not window._go.isEnabled()
    assert not window._make.isEnabled()
    assert "approved by Берик" in window._line.text()
    window.close()
    assert not (tmp_path / "out").exists(), "what nobody let go must not lie about"
    assert copy.path.is_file()


def test_a_dispatcher_prepares_and_cannot_let_go(open_window):
    window = open_window(Role.DISPATCHER)
    made(window)
    assert not window._go.isEnabled()
    assert "only a shift lead" in window._line.text()


def test_closing_gives_up_what_would_take_long(open_window, tmp_path, monkeypatch):
    ended = []

    def long_job(job, *, progress):
        end = time.monotonic() + 30
        try:
            while time.monotonic() < end:
                progress(0.5)
                time.sleep(0.01)
        except BaseException as error:
            ended.append(type(error).__name__)
            raise

    monkeypatch.setattr("console.journal.redacting.run_job", long_job)
    window = open_window(Role.SHIFT_LEAD)
    assert wait_until(lambda: window._bar.value() == 500, timeout_s=_LONG_S)
    window.close()
    assert ended == ["_GivenUpError"]
    assert window._made is None


def test_what_goes_wrong_is_said_and_can_be_tried_again(open_window, tmp_path):
    (original,) = (tmp_path / "desk" / "evidence").rglob("*.mp4")
    content = original.read_bytes()
    original.write_bytes(b"another film")
    window = open_window(Role.SHIFT_LEAD)
    assert wait_until(lambda: "not the one that its entry names" in window._line.text(), timeout_s=_LONG_S)
    assert not window._go.isEnabled()
    assert window._make.isEnabled()
    original.write_bytes(content)
    QTest.mouseClick(window._make, Qt.MouseButton.LeftButton)
    made(window)
