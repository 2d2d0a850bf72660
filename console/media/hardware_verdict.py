"""What `munara doctor` measured of the hardware decoder, kept in a file for the desk."""

from __future__ import annotations

import json
import logging
import os
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from console.media.hardware import Hardware, StreamClass
from console.paths import cache_folder

_log = logging.getLogger(__name__)
_WORTH = 0.8  # of the processor's time at most: less of a gain is not worth what a driver may do
_SAME_DB = 40.0  # what our own tiles keep without the loop filter


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one frame, decoded and scaled; microseconds."""

    cpu_us: float
    wall_us: float  # how long the decode thread is held


@dataclass(frozen=True, slots=True)
class Trial:
    """One class of stream in software and in hardware, all decoder processes at work at once."""

    codec: str
    height: int
    software: Cost
    hardware: Cost
    psnr_db: float  # the worst tile against the one that software makes

    @property
    def is_better(self) -> bool:
        """Less work for the processor, no later pictures, and the same ones."""
        return (
            self.hardware.cpu_us <= _WORTH * self.software.cpu_us
            and self.hardware.wall_us <= self.software.wall_us
            and self.has_same_picture
        )

    @property
    def has_same_picture(self) -> bool:
        return self.psnr_db >= _SAME_DB


@dataclass(frozen=True, slots=True)
class Verdict:
    """Of one device, while driver, device and FFmpeg stay the same."""

    machine: str  # `machine_name` when it was measured
    ffmpeg: str
    device: str
    sessions: int  # streams that were open at once
    trials: tuple[Trial, ...]

    def hardware(self) -> Hardware | None:
        """What the decoder processes are to use; None: nothing was better."""
        if not self.sessions or not any(trial.is_better for trial in self.trials):
            return None
        better = {StreamClass(trial.codec, trial.height): trial.is_better for trial in self.trials}
        return Hardware(self.device, self.ffmpeg, better, self.sessions)


def verdict_file() -> Path:
    """Of the machine, not of a desk; it can be deleted at any time."""
    return cache_folder() / "hardware.json"


def save_verdict(verdict: Verdict, file: Path) -> None:
    """Raises OSError where the disk would not."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        part.write_text(json.dumps(asdict(verdict), indent=2) + "\n", encoding="utf-8")
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def load_verdict(file: Path) -> Verdict | None:
    """None where there is none that can be read."""
    try:
        return _verdict(json.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError) as error:
        _log.warning("%s cannot be read (%s): software decodes until munara doctor", file, error)
        return None


def measured_hardware() -> Hardware | None:
    """What the verdict allows on this machine; None: software decodes."""
    verdict = load_verdict(verdict_file())
    if verdict is None:
        return None
    if verdict.machine != machine_name():
        _log.warning("the hardware decoder was measured with another driver: software until munara doctor")
        return None
    return verdict.hardware()


def _verdict(told: Mapping[str, Any]) -> Verdict:
    trials = tuple(
        Trial(
            str(trial["codec"]),
            int(trial["height"]),
            _cost(trial["software"]),
            _cost(trial["hardware"]),
            float(trial["psnr_db"]),
        )
        for trial in told["trials"]
    )
    return Verdict(
        str(told["machine"]), str(told["ffmpeg"]), str(told["device"]), int(told["sessions"]), trials
    )


def _cost(told: Mapping[str, Any]) -> Cost:
    return Cost(float(told["cpu_us"]), float(told["wall_us"]))


# --- the machine ---


def machine_name(nvidia: Path = Path("/proc/driver/nvidia"), drm: Path = Path("/sys/class/drm")) -> str:
    """Graphics devices and their drivers, as the kernel names them; changes when one of them does."""
    lines = _read(nvidia / "version").splitlines()[:1]
    for told in sorted(nvidia.glob("gpus/*/information")):
        lines += [line for line in _read(told).splitlines() if line.startswith("Model:")]
    parts = [" ".join(line.partition(":")[2].split()) for line in lines]
    for node in sorted(drm.glob("renderD*/device")):
        driver = (node / "driver").resolve().name
        if driver != "nvidia":  # the others' drivers are the kernel's own
            numbers = f"{_read(node / 'vendor')}:{_read(node / 'device')}"
            parts.append(f"{driver} {numbers} {platform.release()}")
    return "; ".join(parts)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
