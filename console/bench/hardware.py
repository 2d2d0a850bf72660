"""The hardware decoder against software, in as many processes at once as a desk has."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from console.bench.hardware_trial import CLASSES, TrialClass
from console.media.hardware_verdict import Cost, Trial, Verdict, machine_name
from console.media.worker.codec_list import codec_list

_TOO_LONG_S = 300.0  # on a machine that is busy with other things
_ROOT = Path(__file__).resolve().parents[2]
_Child = subprocess.Popen[str]


class TrialError(Exception):
    """The trial came to no end; says why."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What one device did."""

    verdict: Verdict
    failures: tuple[tuple[TrialClass, str], ...]  # classes that it does not take, and why


def measure(device: str, *, processes: int | None = None) -> Measured:
    """Takes up to a minute.

    Args:
        device: FFmpeg's name of the kind: "cuda", "qsv".
        processes: at once; None: one a core, as a desk has them.

    Raises:
        TrialError: a process ended before its time, or hung.
    """
    for each in CLASSES:
        each.files()  # made now, not by each process
    count = processes or len(os.sched_getaffinity(0))
    children = [_start(device, count) for _number in range(count)]
    ending = threading.Timer(_TOO_LONG_S, _kill, [children])
    ending.start()
    try:
        told = [[_line(child) for _each in CLASSES] for child in children]
        sessions = sum(int(_line(child)["sessions"]) for child in children)
    finally:
        ending.cancel()
        _kill(children)
        for child in children:
            child.communicate()
    return _measured(device, told, sessions)


def _start(device: str, processes: int) -> _Child:
    command = [sys.executable, "-m", "console.bench.hardware_trial", device, str(processes)]
    path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path, "OPENBLAS_NUM_THREADS": "1"},
        text=True,
    )


def _kill(children: Sequence[_Child]) -> None:
    for child in children:
        child.kill()


def _line(child: _Child) -> dict[str, Any]:
    assert child.stdout
    line = child.stdout.readline()
    try:
        told: dict[str, Any] = json.loads(line)
    except ValueError:
        raise TrialError(f"its process ended with {child.wait()}") from None
    return told


def _measured(device: str, told: Sequence[Sequence[dict[str, Any]]], sessions: int) -> Measured:
    trials: list[Trial] = []
    failures: list[tuple[TrialClass, str]] = []
    for number, each in enumerate(CLASSES):
        lines = [one[number] for one in told]
        failed = next((str(line["failed"]) for line in lines if "failed" in line), None)
        if failed is not None:
            failures.append((each, failed))
            continue
        worst_db = min(line["psnr_db"] for line in lines)
        costs = _mean(lines, "software"), _mean(lines, "hardware")
        trials.append(Trial(each.shape.codec, each.shape.height, *costs, round(worst_db, 1)))
    verdict = Verdict(machine_name(), codec_list().ffmpeg, device, sessions, tuple(trials))
    return Measured(verdict, tuple(failures))


def _mean(lines: Sequence[dict[str, Any]], way: str) -> Cost:
    return Cost(
        round(fmean(line[way]["cpu_us"] for line in lines), 1),
        round(fmean(line[way]["wall_us"] for line in lines), 1),
    )
