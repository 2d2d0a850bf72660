"""A journal window over a journal that answers when the test says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.journal.offences import load_offences
from tests.fakes.fake_clock import FakeClock
from tests.fakes.fake_masks import FakeMasks
from tests.fakes.fake_search import FakeJournal
from tests.fakes.made_up import make_jpeg
from ui.action_filter import ActionFilter
from ui.journal.journal_window import JournalWindow


@pytest.fixture
def journal() -> FakeJournal:
    return FakeJournal()


class FakeDuty:
    def __init__(self) -> None:
        self.asked: list[tuple[object, ...]] = []
        self.refuses = False

    def amend(self, seq, form, *, why, ref):
        self.asked.append(("amend", seq, form, why, ref))
        return not self.refuses

    def void(self, seq, *, why, ref):
        self.asked.append(("void", seq, why, ref))
        return not self.refuses

    def package(self, seqs, file, *, why, exposure, reason=None):
        self.asked.append(("package", seqs, file, why, exposure, *filter(None, [reason])))
        return not self.refuses

    def export(self, query, file, *, reason=None):
        self.asked.append(("export", query, file, *filter(None, [reason])))
        return not self.refuses


@pytest.fixture
def duty() -> FakeDuty:
    return FakeDuty()


@pytest.fixture
def window(qapp, journal, duty):
    """Shown and active, with the application's keys connected as the app does it."""
    window = JournalWindow(
        journal=journal, duty=duty, clock=FakeClock(), offences=load_offences(), masks=FakeMasks()
    )
    window.show()
    window.activateWindow()
    keys = ActionFilter(qapp)
    keys.triggered.connect(lambda action_id: window.back() or window.act(action_id))
    qapp.installEventFilter(keys)
    qapp.processEvents()
    yield window
    qapp.removeEventFilter(keys)
    keys.deleteLater()
    window.close_loader()


@pytest.fixture
def still(tmp_path, qapp) -> Path:
    path = tmp_path / "still.jpg"
    path.write_bytes(make_jpeg("#4080c0"))
    return path
