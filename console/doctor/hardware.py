"""Hardware decoding: tried out against software on each device that answers, and the verdict kept."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from console.doctor.finding import Finding, State
from console.language import _, ngettext
from console.media.hardware_verdict import Trial, Verdict, save_verdict, verdict_file
from console.paths import DataFolder
from console.problem import Problem
from console.settings import load_settings

if TYPE_CHECKING:
    from console.bench.hardware import Measured
    from console.bench.hardware_trial import TrialClass

_KINDS = {"cuda": "NVIDIA", "qsv": "Intel Quick Sync"}
_CODECS = {"h264": "H.264", "hevc": "H.265"}


def hardware(folder: DataFolder) -> tuple[Finding, ...]:
    """What answers here, then a finding a class of stream. The best device's verdict is kept for the desk."""
    from console.bench.hardware import TrialError, measure
    from console.media.worker.codec_list import codec_list
    from console.media.worker.hardware_device import DEVICES

    devices = codec_list().hardware
    opened = [name for name in DEVICES if devices.get(name)]
    if not opened:
        value = _("no hardware decoder answers here: software")
        return (_finding(State.GOOD, value, facts={"devices": devices}),)
    # A minute of silence would look like a hang.
    sys.stderr.write(_("the hardware decoder is being tried out, this takes up to a minute") + "\n")
    measured: list[Measured] = []
    found: list[Finding] = []
    for device in opened:
        try:
            measured.append(measure(device))
        except TrialError as error:
            found.append(_broken(device, str(error)))
    for each in measured:
        found += findings(each)
    return (_summary(measured, devices, folder), *found)


def _summary(measured: Sequence[Measured], devices: dict[str, bool], folder: DataFolder) -> Finding:
    facts: dict[str, object] = {"devices": devices, "file": str(verdict_file())}
    if not measured:
        verdict_file().unlink(missing_ok=True)  # what an earlier trial found is not true any more
        return _finding(State.GOOD, _("software decodes"), facts=facts)
    best = max((each.verdict for each in measured), key=_worth)
    facts |= {"machine": best.machine, "sessions": best.sessions}
    value = ngettext(
        "{kind} ({machine}), {count} stream at once",
        "{kind} ({machine}), {count} streams at once",
        best.sessions,
    ).format(kind=_KINDS[best.device], machine=best.machine, count=best.sessions)
    try:
        save_verdict(best, verdict_file())
    except OSError as error:
        mend = _("The desk decodes in software: {file} cannot be written ({why})").format(
            file=verdict_file(), why=error.strerror or error
        )
        return _finding(State.WARNING, value, mend, facts)
    return _finding(State.GOOD, value, _switched_off(folder), facts)


def _worth(verdict: Verdict) -> tuple[int, float]:
    """More classes that it does better, then less work for the processor."""
    better = [trial.hardware.cpu_us for trial in verdict.trials if trial.is_better]
    return len(better), -sum(better)


def _switched_off(folder: DataFolder) -> str:
    try:
        setting = load_settings(folder.settings_file).hardware_decoding
    except Problem:
        return ""  # the detector's finding tells of it
    if setting != "off":
        return ""
    return _("It is not used: {file} says hardware_decoding = {off}").format(
        file=folder.settings_file, off='"off"'
    )


def findings(measured: Measured) -> list[Finding]:
    """One a class of stream: better or not, with the figures, and what the desk does."""
    device = measured.verdict.device
    found = [_told(trial, device) for trial in measured.verdict.trials]
    return found + [_refused(each, why, device) for each, why in measured.failures]


def _told(trial: Trial, device: str) -> Finding:
    figures = {
        "hardware": round(trial.hardware.cpu_us),
        "software": round(trial.software.cpu_us),
        "hardware_wall": round(trial.hardware.wall_us),
        "software_wall": round(trial.software.wall_us),
        "psnr": trial.psnr_db,
    }
    if not trial.has_same_picture:
        told = _("the hardware's picture is another one ({psnr} dB): software decodes")
    elif trial.is_better:
        told = _(
            "better in hardware, which the desk uses: {hardware} µs of processor time a frame instead of "
            "{software}, there after {hardware_wall} µs instead of {software_wall}"
        )
    else:
        told = _(
            "not better in hardware, software decodes: {hardware} µs of processor time a frame instead of "
            "{software}, there after {hardware_wall} µs instead of {software_wall}"
        )
    facts = {"device": device, "better": trial.is_better, **figures}
    return Finding(
        _key(device, trial.codec, trial.height),
        State.GOOD,
        _class_title(trial.codec, trial.height),
        told.format(**figures),
        facts=facts,
    )


def _refused(each: TrialClass, why: str, device: str) -> Finding:
    codec, height = each.shape.codec, each.shape.height
    return Finding(
        _key(device, codec, height),
        State.GOOD,
        _class_title(codec, height),
        _("the hardware does not take it ({why}): software decodes").format(why=why),
        facts={"device": device, "better": False},
    )


def _broken(device: str, why: str) -> Finding:
    value = _("{kind} could not be tried out ({why}): software decodes").format(kind=_KINDS[device], why=why)
    mend = _("Bring the graphics driver up to date, then munara doctor again")
    facts = {"device": device, "better": False}
    return Finding(f"hardware_{device}", State.WARNING, _("hardware decoding"), value, mend, facts)


def _key(device: str, codec: str, height: int) -> str:
    return f"hardware_{device}_{codec}_{height}"


def _class_title(codec: str, height: int) -> str:
    return _("{codec} from {height} lines").format(codec=_CODECS[codec], height=height)


def _finding(state: State, value: str, mend: str = "", facts: dict[str, object] | None = None) -> Finding:
    return Finding("hardware", state, _("hardware decoding"), value, mend, facts or {})
