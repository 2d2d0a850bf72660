"""`munara doctor`: every look in turn, one line each."""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

from console.doctor import detector, display, hardware, machine, video
from console.doctor.finding import SIGNS, Finding, State
from console.language import N_, _
from console.paths import DataFolder

_Look = Callable[[], Finding | tuple[Finding, ...]]


def add_parser(commands: argparse._SubParsersAction[Any]) -> None:
    """Adds `doctor` to the command line."""
    parser = commands.add_parser("doctor", help=_("what this machine can do, what is missing"))
    parser.add_argument("--json", action="store_true", help=_("for scripts"))


def run(args: argparse.Namespace) -> int:
    """Prints what was found; 1 where something needed is missing, else 0."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that knows no ✓ is no reason to end
    findings = []
    for finding in examine(DataFolder.choose(args.data)):
        findings.append(finding)
        if not args.json:
            _say(_line(finding))
    whole = all(finding.state is not State.MISSING for finding in findings)
    if args.json:
        told = {"ok": whole, "checks": {finding.key: finding.as_json() for finding in findings}}
        _say(json.dumps(told, ensure_ascii=False, indent=2))
    return 0 if whole else 1


def examine(folder: DataFolder) -> Iterator[Finding]:
    """Every finding, in the order in which they are told."""
    with display.Probe() as probe:  # works in a process of its own while the first looks are made
        looks: tuple[tuple[str, str, _Look], ...] = (
            ("python", N_("Python"), machine.python),
            ("disk", N_("disk"), lambda: machine.disk(folder.root)),
            ("clock", N_("clock"), machine.clock),
            ("audio", N_("sound"), machine.audio),
            ("decoders", N_("decoders"), video.decoders),
            ("hardware", N_("hardware decoding"), lambda: hardware.hardware(folder)),
            ("libvlc", N_("libVLC"), video.libvlc),
            ("qt", N_("Qt"), lambda: display.qt(probe)),
            ("screens", N_("screens"), lambda: display.screens(probe)),
            ("fonts", N_("fonts"), lambda: display.fonts(probe)),
            # Last, when the probe's process is done: its speed is measured.
            ("detector", N_("detector"), lambda: detector.detector(folder)),
            ("footage", N_("demo footage"), detector.footage),
        )
        for key, what, look in looks:
            yield from _looked(look, key=key, what=_(what))


def _looked(look: _Look, *, key: str, what: str) -> tuple[Finding, ...]:
    try:
        found = look()
    except Exception as error:  # the one who asks what is broken must always get an answer
        told = " ".join(f"{type(error).__name__}: {error}".split())
        mend = _("Set the environment up anew: delete the folder .venv, then packaging/run doctor")
        needed = key in {"python", "disk", "decoders", "qt", "fonts", "detector"}
        state = State.MISSING if needed else State.WARNING
        return (Finding(key, state, what, _("could not be looked at ({why})").format(why=told), mend),)
    return found if isinstance(found, tuple) else (found,)


def _line(finding: Finding) -> str:
    mend = f". {finding.mend}" if finding.mend else ""
    return f"{SIGNS[finding.state]} {finding.what}: {finding.value}{mend}"


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
