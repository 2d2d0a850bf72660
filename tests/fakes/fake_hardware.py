"""A hardware decoder that software plays: NV12 comes out, and it fails when a test says so."""

from __future__ import annotations

from collections.abc import Callable

from av.codec.context import CodecContext
from av.error import ExternalError

from console.media.worker import hardware_device


class FakeHardware:
    """Put it in PyAV's place with `install`."""

    def __init__(self) -> None:
        self.opened = 0
        self.most = 1000  # sessions that can be opened
        self.transfer = self.transferred
        self.fails: Callable[[int], Exception | None] = lambda _packet: (
            None
        )  # by the session's packets, from 1

    def install(self, monkeypatch) -> None:
        monkeypatch.setattr(hardware_device, "open_device", lambda _device: self)
        monkeypatch.setattr(hardware_device, "open_session", self._open_session)

    def fail_at(self, number: int, error: Exception | None = None) -> None:
        """From that packet on, as a driver does that is gone."""
        failed = error or ExternalError(-542398533, "Generic error in an external library")
        self.fails = lambda packet: failed if packet >= number else None

    @staticmethod
    def transferred(frame):
        """As it comes into our memory."""
        moved = frame.reformat(format="nv12", threads=1)
        moved.pts, moved.time_base = frame.pts, frame.time_base
        return moved

    def _open_session(self, parameters, _device):
        if self.opened >= self.most:
            raise NotImplementedError("no more sessions")
        self.opened += 1
        context = CodecContext.create(parameters.name, "r")
        context.extradata = parameters.extradata
        context.thread_count = 1
        context.open()
        return _Session(context, self)


class _Session:
    def __init__(self, context, hardware: FakeHardware) -> None:
        self._context, self._hardware, self._packets = context, hardware, 0

    def decode(self, packet=None):
        if packet is not None:
            self._packets += 1
        if failed := self._hardware.fails(self._packets):
            raise failed
        return [self._hardware.transfer(frame) for frame in self._context.decode(packet)]

    def flush_buffers(self) -> None:
        self._context.flush_buffers()
