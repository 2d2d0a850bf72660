import random
from itertools import pairwise

import pytest

from console.media.feed_state import Failure
from console.media.worker.retry import Retry


def _waits(retry: Retry, count: int) -> list[float]:
    return [retry.next_wait_s(Failure.REFUSED, connected_s=0) for _try in range(count)]


@pytest.mark.parametrize("seed", range(20))
def test_waits_grow_from_one_second_to_thirty(seed):
    waits = _waits(Retry(chance=random.Random(seed)), 12)
    assert 1 <= waits[0] <= 1.25
    assert all(later > earlier for earlier, later in pairwise(waits[:5]))
    assert all(22.5 <= wait <= 30 for wait in waits[6:])


def test_two_cameras_do_not_try_in_step():
    assert _waits(Retry(chance=random.Random(1)), 5) != _waits(Retry(chance=random.Random(2)), 5)


def test_a_refused_password_waits_longest_at_once():
    assert Retry().next_wait_s(Failure.UNAUTHORISED, connected_s=0) == 30


@pytest.mark.parametrize(("connected_s", "short"), [(61, True), (59, False)])
def test_a_good_minute_forgives_what_was_before(connected_s, short):
    retry = Retry()
    _waits(retry, 8)
    assert (retry.next_wait_s(Failure.BROKEN, connected_s=connected_s) < 2) is short
