"""A list of persons goes with its own portraits: those of other masks or another model lie beside them."""

from __future__ import annotations

import numpy as np
import pytest

from console.cameras.polygon import Polygon
from console.redaction.known_persons import KnownPersons
from console.redaction.person import Person, Sighting
from console.redaction.tracking import Found

ORIGINAL = "0" * 64
FIRST = {"model_sha256": "a" * 64, "masks": ()}


@pytest.mark.parametrize(
    "then",
    [{"masks": (Polygon(((0, 0), (1, 0), (1, 1))),)}, {"model_sha256": "b" * 64}],
    ids=["masks", "model"],
)
def test_a_list_is_found_again_with_its_own_portraits(tmp_path, then):
    known = [KnownPersons(tmp_path, **how) for how in (FIRST, {**FIRST, **then})]
    persons = (Person(1, 0.9, (Sighting(0, (0.0, 0.0, 4.0, 8.0)),), ((1, 2, 3),)),)
    files = [each.portrait(ORIGINAL, 1) for each in known]
    for one, bright in zip(known, (200, 0), strict=True):
        assert one.load(ORIGINAL) is None
        one.save(ORIGINAL, Found(persons, {1: np.full((16, 8, 3), bright, np.uint8)}))
    assert (tmp_path / files[0]).read_bytes() != (tmp_path / files[1]).read_bytes()
    assert [one.load(ORIGINAL) for one in known] == [persons, persons]
