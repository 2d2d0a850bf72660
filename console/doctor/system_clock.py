"""What the system knows of its clock: the offset, who sets it, how old its time zones are."""

from __future__ import annotations

import ctypes
import struct
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_TIME_ERROR = 5  # <sys/timex.h>: the clock is not synchronised


def offset_min() -> int:
    """Minutes east of UTC, in force now."""
    offset = datetime.now().astimezone().utcoffset()
    return int(offset.total_seconds() // 60) if offset else 0


def offset_text(minutes: int) -> str:
    """As people write it: "UTC+05:00"."""
    return f"UTC{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def almaty_offset_min() -> int | None:
    """What the time zones here say of Kazakhstan; 300 since 1 March 2024, None where there are no zones."""
    try:
        offset = ZoneInfo("Asia/Almaty").utcoffset(datetime.now(UTC).replace(tzinfo=None))
    except (ZoneInfoNotFoundError, OSError, ValueError):
        return None
    return int(offset.total_seconds() // 60) if offset else None


def tzdata_version() -> str:
    """Like "2024a", or "" where the system does not say."""
    try:
        with Path("/usr/share/zoneinfo/tzdata.zi").open(encoding="ascii", errors="replace") as file:
            return file.readline().partition("version")[2].strip()
    except OSError:
        return ""


def is_synchronised() -> bool | None:
    """Whether the kernel's clock is held by NTP; None where it does not say.

    adjtimex(2) with no mode set only reads; timedatectl asks the same.
    """
    try:
        answer = ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(struct.calcsize("@i") + 508))
    except (OSError, AttributeError):
        return None
    return None if answer < 0 else answer != _TIME_ERROR
