"""One life of a decoder process: the child, its socket, and the two threads that serve it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue

_ROOT = Path(__file__).resolve().parent.parent.parent
_ENVIRONMENT = {
    # numpy would start a thread a core for matrices that a decoder never multiplies.
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    # The C library gives each thread a heap, and a store of freed pieces that no other thread can use. With a
    # thread a camera both fill up and break up as cameras go and come, by some 20 KB each time. One heap and
    # no stores cost no time that could be measured: at 32 cameras 690 us a frame either way.
    "MALLOC_ARENA_MAX": "1",
    "GLIBC_TUNABLES": "glibc.malloc.tcache_count=0",
}
_Item = tuple[object, tuple[int, ...]]


class Link:
    """A living decoder process. Thread: `send` from any; the callbacks come on its own reader thread."""

    def __init__(
        self, name: str, *, on_message: Callable[[object], None], on_end: Callable[[], None]
    ) -> None:
        """Starts the child. `on_end` comes once, when the child can no longer be heard."""
        self._on_message = on_message
        self._on_end = on_end
        self._outgoing: SimpleQueue[_Item | None] = SimpleQueue()
        ours, theirs = socket.socketpair()
        with theirs:
            self._child = _start_child(theirs)
        self._connection = Connection(os.dup(ours.fileno()))
        self._socket = ours
        self._threads = (
            threading.Thread(target=self._send_all, name=f"media-send-{name}", daemon=True),
            threading.Thread(target=self._read_all, name=f"media-read-{name}", daemon=True),
        )
        for thread in self._threads:
            thread.start()

    @property
    def pid(self) -> int:
        return self._child.pid

    def send(self, message: object, *descriptors: int) -> None:
        """Queues a message; the descriptors are copied, so the caller's can be closed at once."""
        self._outgoing.put((message, tuple(map(os.dup, descriptors))))

    def is_alive(self) -> bool:
        return self._child.poll() is None

    def kill(self) -> int:
        """Ends the child whatever it does and lets everything go.

        Returns:
            How it ended: its exit code, or minus the signal.
        """
        if self._child.poll() is None:
            self._child.send_signal(signal.SIGKILL)
        code = self._child.wait()
        self._outgoing.put(None)
        for thread in self._threads:
            thread.join()  # the socket's other end is gone: neither can block
        self._connection.close()
        self._socket.close()
        return code

    def wait(self, timeout_s: float) -> bool:
        """Whether the child has ended by itself within that time."""
        try:
            self._child.wait(max(0.0, timeout_s))
        except subprocess.TimeoutExpired:
            return False
        return True

    def _send_all(self) -> None:
        heard = True
        while (item := self._outgoing.get()) is not None:
            message, descriptors = item
            try:
                if heard:
                    self._send_one(message, descriptors)
            except OSError:
                heard = False  # the child is gone; what was meant for it is repeated to its successor
            finally:
                for descriptor in descriptors:
                    os.close(descriptor)

    def _send_one(self, message: object, descriptors: tuple[int, ...]) -> None:
        self._connection.send(message)
        if descriptors:
            socket.send_fds(self._socket, [b"d"], list(descriptors))

    def _read_all(self) -> None:
        try:
            while True:
                self._on_message(self._connection.recv())
        except (EOFError, OSError):
            self._on_end()


def _start_child(theirs: socket.socket) -> subprocess.Popen[bytes]:
    # -P: the folder that the desk was started in must not lend its modules to a decoder.
    command = [sys.executable, "-P", "-m", "console.media.worker.process", str(theirs.fileno())]
    path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    return subprocess.Popen(
        command,
        pass_fds=(theirs.fileno(),),
        stdin=subprocess.DEVNULL,
        env={**os.environ, **_ENVIRONMENT, "PYTHONPATH": path},
    )
