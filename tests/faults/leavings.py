"""What a desk and its decoder processes hold: threads, descriptors, memory."""

from __future__ import annotations

import gc
import os
from dataclasses import dataclass
from pathlib import Path

from console.media.host import Host
from tests.peers.peer_process import wait_until

# What the allocator keeps for the next camera; a leak of the pictures of one feed is over it in a minute.
_KEPT_MB = 40
_READ_S = 15.0  # a read that blocks cannot be cancelled: its thread goes when FFmpeg gives it up


@dataclass(frozen=True, slots=True)
class Holding:
    """One process's."""

    threads: int
    descriptors: int
    pss_mb: float

    @classmethod
    def of(cls, pid: int) -> Holding:
        proc = Path(f"/proc/{pid}")
        rollup = (proc / "smaps_rollup").read_text().split()
        # Not the files' pages: how many share a library depends on what else runs on this machine.
        pss_kb = sum(int(rollup[rollup.index(own) + 1]) for own in ("Pss_Anon:", "Pss_Shmem:"))
        return cls(_count(proc / "task"), _count(proc / "fd"), pss_kb / 1024)


def holdings(host: Host) -> tuple[Holding, ...]:
    """The desk's first, then each decoder process's."""
    gc.collect()  # a test's pictures keep their memory's descriptors
    return tuple(Holding.of(pid) for pid in (os.getpid(), *filter(None, host.pids)))


def assert_nothing_is_left(host: Host, before: tuple[Holding, ...], *, threads: int = 0) -> None:
    """`threads`: how many more than before a process may keep for good."""

    def same() -> bool:
        return all(
            now.threads <= then.threads + threads and now.descriptors <= then.descriptors
            for now, then in zip(holdings(host), before, strict=True)
        )

    wait_until(same, within_s=2 * _READ_S, what=f"what was opened is let go; before: {before}")

    def small() -> bool:
        return all(
            now.pss_mb < then.pss_mb + _KEPT_MB for now, then in zip(holdings(host), before, strict=True)
        )

    # A decoder process gives memory back some seconds after the last feed was closed.
    wait_until(small, within_s=_READ_S, what=f"memory returns; before: {before}")


def _count(folder: Path) -> int:
    return len(os.listdir(folder))  # noqa: PTH208 - counting, not walking
