"""The detector that a desk would use here, loaded once."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="session")
def model(model_file):
    return model_file.load()
