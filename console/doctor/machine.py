"""Python, the disk, the clock, the sound: what the system itself can tell."""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from console.doctor.finding import Finding, State
from console.doctor.system_clock import (
    almaty_offset_min,
    is_synchronised,
    offset_min,
    offset_text,
    tzdata_version,
)
from console.language import _
from console.sound import device
from console.sound.device import NoLibraryError, SoundError

_MB = 1_000_000
_TIGHT_MB = 2_000  # a week of evidence
_FULL_MB = 200  # the journal holds 64 MB of these in reserve
_SLOW_SYNC_MS = 100.0  # an entry waits for one


def python() -> Finding:
    """Stated only: with an older Python nothing here would have been read."""
    version = platform.python_version()
    facts = {"version": version, "executable": sys.executable, "machine": platform.machine()}
    return Finding("python", State.GOOD, _("Python"), f"{version} ({sys.executable})", facts=facts)


def disk(root: Path) -> Finding:
    """Free space and speed where the data folder is, or where it would be made."""
    where = next(path for path in (root, *root.parents) if path.exists())
    free_mb = shutil.disk_usage(where).free // _MB
    facts: dict[str, object] = {"folder": str(root), "exists": where == root, "free_mb": free_mb}
    try:
        facts["write_mb_per_s"], facts["sync_ms"] = _disk_speed(where)
    except OSError as error:
        value = _("{folder} cannot be written ({why})").format(folder=where, why=error.strerror or error)
        mend = _("Give this user the right to write there, or name another folder with --data")
        return Finding("disk", State.MISSING, _("disk"), value, mend, facts)
    value = _("{free} GB free in {folder}, {speed} MB/s, an entry is safe after {sync} ms").format(
        free=round(free_mb / 1000, 1),
        folder=root,
        speed=facts["write_mb_per_s"],
        sync=facts["sync_ms"],
    )
    state, mend = _disk_state(free_mb, facts["sync_ms"])
    return Finding("disk", state, _("disk"), value, mend, facts)


def _disk_state(free_mb: int, sync_ms: object) -> tuple[State, str]:
    if free_mb < _FULL_MB:
        return State.MISSING, _("Make room, or name another folder with --data")
    if free_mb < _TIGHT_MB:
        return State.WARNING, _("Make room: evidence takes about 2 GB a week")
    if isinstance(sync_ms, float) and sync_ms > _SLOW_SYNC_MS:
        return State.WARNING, _("Put the data folder on an SSD with --data")
    return State.GOOD, ""


def _disk_speed(where: Path) -> tuple[float, float]:
    """MB/s written and synced, and the median ms of a small synced write; half a second at most."""
    block, written, waits = os.urandom(_MB), 0, []
    with tempfile.TemporaryFile(dir=where) as file:
        handle, began = file.fileno(), time.perf_counter()
        while written < 16 and (taken := time.perf_counter() - began) < 0.3:
            os.write(handle, block)
            os.fsync(handle)
            written += 1
        taken = time.perf_counter() - began
        for _turn in range(9):
            start = time.perf_counter()
            os.write(handle, block[:4096])
            os.fsync(handle)
            waits.append((time.perf_counter() - start) * 1000)
            if sum(waits) > 200:
                break
    return round(written / taken, 1), round(statistics.median(waits), 2)


def clock() -> Finding:
    """The offset in force; it is stated, not judged: the desk stamps every entry with it."""
    here, almaty, synchronised = offset_min(), almaty_offset_min(), is_synchronised()
    facts = {
        "utc_offset_min": here,
        "almaty_offset_min": almaty,
        "synchronised": synchronised,
        "tzdata": tzdata_version(),
    }
    told = {
        True: _("set by the network"),
        False: _("not set by the network"),
        None: _("whether the network sets it is not known"),
    }[synchronised]
    value = _("{offset}, {told}").format(offset=offset_text(here), told=told)
    if almaty != 5 * 60:
        mend = _("Its time zones are older than 2024a: apt-get install --only-upgrade tzdata")
        return Finding("clock", State.WARNING, _("clock"), value, mend, facts)
    if synchronised is False:
        mend = _("Entries bear this clock's time: apt-get install systemd-timesyncd")
        return Finding("clock", State.WARNING, _("clock"), value, mend, facts)
    return Finding("clock", State.GOOD, _("clock"), value, facts=facts)


def audio() -> Finding:
    """Whether alerts can be heard, by the output that would play them."""
    devices = _sound_devices()
    try:
        output = device.backend()
    except SoundError as error:
        facts = {"output": "", "devices": devices}
        mend = _("Alerts are shown; to hear them too, connect loudspeakers")
        if isinstance(error, NoLibraryError):
            mend = _("Set the environment up anew: delete the folder .venv, then packaging/run doctor")
        return Finding("audio", State.WARNING, _("sound"), str(error), mend, facts)
    facts = {"output": output, "devices": devices}
    value = _("{player} on {device}").format(player=output, device=devices[0]) if devices else output
    return Finding("audio", State.GOOD, _("sound"), value, facts=facts)


def _sound_devices() -> list[str]:
    """ALSA's cards, or the sound server's socket."""
    try:
        lines = Path("/proc/asound/cards").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    cards = [line.partition("]:")[2].strip() for line in lines if "]:" in line]
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR", "/nonexistent"))
    sockets = [name for name in ("pipewire-0", "pulse/native") if (runtime / name).exists()]
    return cards or sockets
