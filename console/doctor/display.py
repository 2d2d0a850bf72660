"""Qt, screens and fonts, as a process of its own saw them: here is no Qt."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from console.doctor.finding import Finding, State
from console.language import _, ngettext
from console.paths import RESOURCES

_ROOT = Path(__file__).resolve().parents[2]
_WAIT_S = 3.0  # importing Qt and opening a display take half a second; a hung X server takes for ever


class Probe:
    """The process that asks Qt. Thread: main."""

    def __enter__(self) -> Self:
        self.wants_display = bool(
            os.environ.get("QT_QPA_PLATFORM")
            or os.environ.get("DISPLAY")
            or os.environ.get("WAYLAND_DISPLAY")
        )
        self._process = _start(os.environ.get("QT_QPA_PLATFORM") if self.wants_display else "offscreen")
        return self

    def __exit__(self, *_error: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.communicate()

    @cached_property
    def shown(self) -> dict[str, Any]:
        """What Qt said of the platform that a window would get; "failure" where it could not be had."""
        return _answer(self._process)

    @cached_property
    def facts(self) -> dict[str, Any]:
        """What Qt said, without a display where the display cannot be opened."""
        if "failure" not in self.shown or not self.wants_display:
            return self.shown
        return _answer(_start("offscreen"))


def _start(platform: str | None) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": f"{_ROOT}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"}
    if platform:
        environment["QT_QPA_PLATFORM"] = platform
    command = [sys.executable, "-m", "ui.doctor_probe", str(RESOURCES / "fonts")]
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace"
    )


def _answer(process: subprocess.Popen[str]) -> dict[str, Any]:
    try:
        out, told = process.communicate(timeout=_WAIT_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return {"failure": _("no answer in {seconds} s").format(seconds=int(_WAIT_S))}
    try:
        answer: dict[str, Any] = json.loads(out)
    except ValueError:  # Qt ends the process where it finds no display
        lines = [line for line in told.splitlines() if line.strip()]
        return {"failure": lines[0].strip() if lines else _("it ended without a word")}
    return answer


def qt(probe: Probe) -> Finding:
    """Whether Qt can be loaded, and a window shown."""
    if failure := probe.facts.get("failure"):
        # Making it looks for the system's packages too, which is what Qt most often misses.
        mend = _("Set the environment up anew: delete the folder .venv, then packaging/run doctor")
        return Finding("qt", State.MISSING, _("Qt"), str(failure), mend, {"version": "", "platform": ""})
    facts = {"version": probe.facts["version"], "platform": probe.facts["platform"]}
    if not probe.wants_display:
        value = _("{version}, no display").format(**facts)
        mend = _("Start it from a desktop, or use munara demo --headless --seconds 30 --out DIR")
        return Finding("qt", State.WARNING, _("Qt"), value, mend, facts)
    if failure := probe.shown.get("failure"):
        value = _("{version}, the display cannot be opened ({why})").format(why=failure, **facts)
        mend = _("Start it from a desktop, or use munara demo --headless --seconds 30 --out DIR")
        return Finding("qt", State.WARNING, _("Qt"), value, mend, facts)
    value = _("{version}, platform {platform}").format(**facts)
    return Finding("qt", State.GOOD, _("Qt"), value, facts=facts)


def screens(probe: Probe) -> Finding:
    """The screens that windows would stand on."""
    there = probe.shown.get("screens", []) if probe.wants_display else []
    facts = {"screens": there}
    if not there:
        mend = _("Connect a screen: the desk needs one, the wall one or more of its own")
        return Finding("screens", State.WARNING, _("screens"), _("none"), mend, facts)
    each = ", ".join("{name} {width}×{height}".format(**screen) for screen in there)
    count = ngettext("{count} screen", "{count} screens", len(there)).format(count=len(there))
    return Finding("screens", State.GOOD, _("screens"), f"{count}: {each}", facts=facts)


def fonts(probe: Probe) -> Finding:
    """Munara's own font files, with the letters of Kazakh."""
    files = {name: str(lacks) for name, lacks in probe.facts.get("fonts", {}).items()}
    facts = {"files": sorted(files), "kazakh": bool(files) and not any(files.values())}
    mend = _("Bring the folder resources/fonts anew")
    if not files:
        return Finding("fonts", State.MISSING, _("fonts"), _("none that Qt can read"), mend, facts)
    if lack := "".join(sorted(set("".join(files.values())))):
        value = _("without the letters {letters}").format(letters=lack)
        return Finding("fonts", State.MISSING, _("fonts"), value, mend, facts)
    value = _("{files}, with Kazakh letters").format(files=", ".join(sorted(files)))
    return Finding("fonts", State.GOOD, _("fonts"), value, facts=facts)
