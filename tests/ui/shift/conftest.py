"""The windows of shifts with Anna at the desk, and everybody who may work here registered."""

from __future__ import annotations

import pytest

from tests.ui.shift.shift_bench import ANNA, BERIK, LEAD, TRAINER, Bench


@pytest.fixture
def bench(qapp, tmp_path):
    made = Bench(tmp_path / "data")
    made.enrol(ANNA, BERIK, LEAD, TRAINER)
    yield made
    made.close()
