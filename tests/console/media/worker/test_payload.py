"""A group's bytes grow outside the heaps, and are what came in."""

from __future__ import annotations

import mmap
import random
import tracemalloc

import pytest

from console.media.worker.payload import Payload
from tests.console.media.worker.ring_peers import made_up

SIZES = (1, 5000, 60_532, 4096, 300_000, 2, 70_000)


def _grown(sizes=SIZES):
    payload, chance, whole = Payload(), random.Random(3), b""
    for size in sizes:
        piece = chance.randbytes(size)
        payload.add(made_up(piece, key=False))
        whole += piece
    return payload, whole


class _NoMapping(mmap.mmap):
    def __new__(cls, *_arguments, **_named):
        raise OSError


class _FixedMapping(mmap.mmap):
    def resize(self, _size):
        raise OSError


@pytest.mark.parametrize("mapping", [mmap.mmap, _NoMapping, _FixedMapping])
@pytest.mark.parametrize("count", range(1, len(SIZES) + 1))
def test_what_was_added_is_there_whatever_the_kernel_allows(mapping, count, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(mmap, "mmap", mapping)
        payload, whole = _grown(SIZES[:count])
    copy = payload.copy()
    payload.add(made_up(b"more", key=False))
    assert bytes(copy.view()) == whole
    payload.seal()
    assert bytes(payload.view()) == whole + b"more"
    assert (copy.size, payload.size) == (len(whole), len(whole) + 4)


def test_it_takes_nothing_of_the_heaps_while_it_grows_nor_later():
    packet = made_up(bytes(8000), key=False)
    tracemalloc.start()  # sees heaps, no mappings
    payload = Payload()
    for _number in range(30):
        payload.add(packet)
    payload.seal()
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert payload.size == 240_000
    assert peak < 2000


@pytest.mark.parametrize("size", [10, 16 * mmap.PAGESIZE + 1])
def test_a_sealed_one_holds_what_it_says(size):
    payload = Payload()
    payload.add(made_up(bytes(size), key=False))
    payload.seal()
    assert payload.held_bytes == (size if size < mmap.PAGESIZE else 17 * mmap.PAGESIZE)
    assert len(payload.view()) == size
