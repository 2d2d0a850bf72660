"""Ill feeds beside well ones, in one host for all faults of a module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from console.media.host import Host
from console.outbox import Outbox
from tests.fakes.haste import hasten
from tests.faults.ward import Clips, Ward, watched, well_host
from tests.faults.witness import Well

# Only a name server that never answers could make a look-up hang for certain; decoder processes find this
# folder on their path and in it a resolver that behaves as with such a server.
_DEAD_NAMES = """
import socket, time
_known = socket.getaddrinfo
def _ask(host, *rest, **more):
    if str(host).endswith(".dead.invalid"):
        time.sleep(20)  # glibc's patience with two servers
        raise socket.gaierror(socket.EAI_AGAIN, "no answer")
    return _known(host, *rest, **more)
socket.getaddrinfo = _ask
"""


# Reads that block, and packets without pictures, are given up sooner: still later than a tile is stale.
_SOON = {
    "console.media.worker.stream.READ_S": 8.0,
    "console.media.worker.sight._BLIND_NS": 7_000_000_000,
}


@pytest.fixture(scope="session")
def clips(tmp_path_factory: pytest.TempPathFactory) -> Clips:
    return Clips.make(tmp_path_factory.mktemp("faults"))


@pytest.fixture(scope="module")
def _well_host(
    clips: Clips, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Host, Outbox, list[Well]]]:
    folder: Path = tmp_path_factory.mktemp("names")
    (folder / "dead_names.py").write_text(_DEAD_NAMES)
    with pytest.MonkeyPatch.context() as patch:
        hasten(patch, folder, _SOON, also="dead_names")
        with well_host(clips) as parts:
            yield parts


@pytest.fixture
def ward(_well_host: tuple[Host, Outbox, list[Well]]) -> Iterator[Ward]:
    with watched(*_well_host) as ward:
        yield ward
