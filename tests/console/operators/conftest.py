from __future__ import annotations

import pytest

from console.paths import DataFolder


@pytest.fixture
def folder(tmp_path):
    made = DataFolder(tmp_path / "desk")
    made.prepare()
    return made
