from __future__ import annotations

import pytest

from console.journal.wording import summary


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"what": "keep_operators", "why": "role shift lead"}, "change who works here · as shift lead"),
        ({"what": "take", "why": "the desk is locked"}, "take an alert · the desk is locked"),
        (
            {"what": "sign_in", "why": "wrong password", "name": "Берик"},
            "sign in · Берик · wrong password",
        ),
        (
            {"what": "note", "why": "role of a lifetime"},
            "note something for the next shift · role of a lifetime",
        ),
        ({"what": "export", "reason": "x"}, "export · x"),  # no refusal: it says no why
        ({"what": "take", "file": "x"}, "take · x"),
    ],
)
def test_a_refusal_reads_as_a_sentence(body, said):
    assert summary(body) == said
