"""A program that is killed at a chosen moment, and what it had told by then."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
_PATIENCE_S = 60  # for a first line, on a machine that others keep busy


def start(script: str, *arguments: str) -> subprocess.Popen[bytes]:
    """Runs a test's file as a program that tells one JSON line at a time on its output."""
    return subprocess.Popen(
        [sys.executable, script, *arguments],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )


def kill_at(delay_s: float, script: str, *arguments: str, after_first: bool = True) -> list[dict]:
    """Starts the program, kills it so long after its first line, and returns what it had told.

    With `after_first` False the time counts from its start. A program that ends by itself fails the test.
    """
    program = start(script, *arguments)
    assert program.stdout is not None
    seen = b""
    try:
        if after_first:
            assert select.select([program.stdout], [], [], _PATIENCE_S)[0], "the program tells nothing"
        give_up = time.monotonic() + delay_s
        while (left := give_up - time.monotonic()) > 0:
            if select.select([program.stdout], [], [], left)[0]:
                seen += os.read(program.stdout.fileno(), 65536)
            assert program.poll() is None, "the program ended by itself"
    finally:
        program.send_signal(signal.SIGKILL)
        seen += program.stdout.read()
        program.stdout.close()
        program.wait()
    return [json.loads(line) for line in seen.split(b"\n")[:-1]]
