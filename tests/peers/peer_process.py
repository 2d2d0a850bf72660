"""A peer as its own process: started, stopped for a while, killed, and started again on the same port."""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType

_ROOT = Path(__file__).resolve().parents[2]


class Peer:
    """`with Peer("tests.peers.rtsp_server", "--feed", "north=clip.mp4") as peer:`"""

    def __init__(self, module: str, *arguments: str) -> None:
        self._command = [sys.executable, "-m", module, *arguments]
        self._process: subprocess.Popen[str] | None = None
        self.port = 0
        self.start()

    def start(self) -> None:
        """On the same port as before, where it ran before."""
        self._process = subprocess.Popen(
            [*self._command, "--port", str(self.port)],
            cwd=_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.port = self._first_line(within_s=20.0)

    def _first_line(self, *, within_s: float) -> int:
        assert self._process and self._process.stdout
        with selectors.DefaultSelector() as selector:
            selector.register(self._process.stdout, selectors.EVENT_READ)
            assert selector.select(within_s), "the peer did not start"
        line = self._process.stdout.readline()
        assert line, "the peer ended at once"
        return int(line)

    def tell(self, line: str) -> None:
        """An order for a peer that takes them."""
        assert self._process and self._process.stdin
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def pause(self) -> None:
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self._signal(signal.SIGCONT)

    def kill(self) -> None:
        """SIGKILL: its connections end without a word."""
        self._signal(signal.SIGKILL)
        assert self._process and self._process.stdin and self._process.stdout
        self._process.wait(timeout=10)
        self._process.stdin.close()
        self._process.stdout.close()
        self._process = None

    def cpu_s(self) -> float:
        """What the process has used so far."""
        assert self._process
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def _signal(self, number: signal.Signals) -> None:
        assert self._process
        self._process.send_signal(number)

    def __enter__(self) -> Peer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process:
            self.kill()


def wait_until(condition, *, within_s: float, what: str) -> None:
    """Polls every 50 ms; fails with `what` when time is up."""
    end = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < end, f"not within {within_s} s: {what}"
        time.sleep(0.05)
