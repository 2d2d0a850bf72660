from __future__ import annotations

import pytest

from console.operators import secret
from console.operators.secret import Cost


@pytest.fixture
def cheap_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Secrets are hashed at next to no cost: slow by design is for people, not for tests."""
    monkeypatch.setattr(secret, "DESK_COST", Cost(time=1, memory_kb=8))
