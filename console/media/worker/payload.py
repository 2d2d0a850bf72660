"""The bytes of a group's packets, one after the other, in memory that goes back to the kernel whole."""

from __future__ import annotations

import mmap
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from console.media.worker.stream import VideoPacket

_PAGE, _FIRST_BYTES = mmap.PAGESIZE, 16 * mmap.PAGESIZE
_FLAGS = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS


class Payload:
    """In a mapping of its own from the first byte on, which moves its pages as it grows.

    Growing in a heap, the payloads of all cameras left holes between whatever else was made meanwhile, and
    with cameras that go and come the holes became more. Thread: the ring's writer until it is sealed; frozen
    and any from then on.
    """

    __slots__ = ("_memory", "size")

    def __init__(self) -> None:
        self.size = 0  # bytes; the memory is longer until it is sealed
        self._memory: mmap.mmap | bytearray | bytes
        try:
            self._memory = mmap.mmap(-1, _FIRST_BYTES, flags=_FLAGS)
        except OSError:  # more mappings than the kernel allows a process
            self._memory = bytearray(_FIRST_BYTES)

    @property
    def held_bytes(self) -> int:
        """Memory, rounded up as the kernel does."""
        return -(-self.size // _PAGE) * _PAGE if isinstance(self._memory, mmap.mmap) else self.size

    def add(self, packet: VideoPacket) -> None:
        assert not isinstance(self._memory, bytes)  # not sealed
        begins, self.size = self.size, self.size + packet.size
        if self.size > len(self._memory):
            self._memory = _longer(self._memory, max(self.size, 2 * len(self._memory)))
        self._memory[begins : self.size] = memoryview(packet)

    def seal(self) -> None:
        """Nothing is added any more. What is small is not worth a mapping."""
        memory = self._memory
        if isinstance(memory, mmap.mmap) and self.size >= _FIRST_BYTES:
            with suppress(OSError):
                memory.resize(self.size)
                return
        self._memory = bytes(memory[: self.size])

    def copy(self) -> Payload:
        """A sealed copy of what is in it now."""
        copy = Payload.__new__(Payload)
        copy.size, copy._memory = self.size, bytes(self._memory[: self.size])
        return copy

    def view(self) -> memoryview:
        """Only of a sealed one: while it is looked at it cannot grow."""
        return memoryview(self._memory)


def _longer(memory: mmap.mmap | bytearray, size: int) -> mmap.mmap | bytearray:
    if isinstance(memory, mmap.mmap):
        with suppress(OSError):
            memory.resize(size)
            return memory
    return bytearray(memory[:]) + bytes(size - len(memory))
