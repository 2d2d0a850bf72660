"""A journal window over a journal that answers when the test says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes.fake_search import FakeJournal
from tests.fakes.made_up import make_jpeg
from ui.journal.journal_window import JournalWindow


@pytest.fixture
def journal() -> FakeJournal:
    return FakeJournal()


@pytest.fixture
def window(qapp, journal):
    window = JournalWindow(journal=journal, export=lambda query: window.exports.append(query))
    window.exports = []
    window.show()
    window.activateWindow()
    qapp.processEvents()
    yield window
    window.close_loader()


@pytest.fixture
def still(tmp_path, qapp) -> Path:
    path = tmp_path / "still.jpg"
    path.write_bytes(make_jpeg("#4080c0"))
    return path
