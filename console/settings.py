"""The settings of a desk: gathered from munara.toml, each checked by the part that uses it."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from console.cameras.places import PlaceKind
from console.journal.retention import KeepDays
from console.language import LANGUAGES, _
from console.problem import Problem


@dataclass(frozen=True, slots=True)
class Settings:
    """What an administrator may set; every field has a default that works."""

    desk: str = "desk-1"  # the desk's name in every entry
    language: str = ""  # "ru", "kk", "en"; empty: what the system asks for
    theme: str = "dark"  # or "light"
    operator: str = ""  # the name that stands in the sign-in field at first
    idle_lock_min: int = 0  # minutes without a key after which the desk locks itself; 0: never
    decoder_processes: int = 0  # 0: one a core
    # "measured": for the streams that `munara doctor` found it better for, or "off".
    hardware_decoding: str = "measured"
    detector_threads: int = 1
    # Kinds of place whose cameras play their main stream alone, so that the last minute is kept in it:
    # "school kindergarten". Costs what those streams cost to decode, in the smallest tile too.
    main_stream_places: str = ""
    # Numbers of cameras that are asked for their own alarms by ONVIF, each with its web server's port where
    # that is not 80: "0402 0403:8080". Boxes in a camera's stream need no setting.
    camera_alarms: str = ""
    # Numbers of cameras whose sound is kept with their last minute, and stands in their clips: "0402 0117".
    # Speech tells more than pictures do: none, unless somebody writes it here. It must be in the stream that
    # the last minute is kept in: sub, where there is one, but for main_stream_places.
    sound_cameras: str = ""
    # Days for which evidence stays, 0 for ever. What is on legal hold stays whatever is set here.
    keep_days_dismissed: int = 30  # of alerts that were dismissed, expired or never decided
    keep_days_violation: int = 0
    keep_days_voided: int = 0  # of violations that were voided
    keep_days_other: int = 0
    model: str = ""  # a model file's name; empty: the best that can be had

    @property
    def main_stream_kinds(self) -> frozenset[PlaceKind]:
        return frozenset(map(PlaceKind, self.main_stream_places.split()))

    @property
    def alarm_cameras(self) -> tuple[tuple[str, int], ...]:
        """Number and port of each."""
        pairs = (word.partition(":") for word in self.camera_alarms.split())
        return tuple((number, int(port or 80)) for number, _colon, port in pairs)

    @property
    def keep_days(self) -> KeepDays:
        return KeepDays(
            dismissed=self.keep_days_dismissed,
            violation=self.keep_days_violation,
            voided=self.keep_days_voided,
            other=self.keep_days_other,
        )


def load_settings(file: Path) -> Settings:
    """Reads the file; a file that is not there means the defaults.

    Raises:
        Problem: no TOML, an unknown key, or a value that cannot be.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise _problem(file, str(error), _("Save it as UTF-8 text that this user may read")) from None
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _problem(file, str(error), _("Mend the line, or delete the file for the defaults")) from None
    return _checked(file, table)


def _checked(file: Path, table: Mapping[str, Any]) -> Settings:
    known = {field.name: type(field.default) for field in fields(Settings)}
    for key, value in table.items():
        if key not in known:
            raise _unknown(file, key, list(known))
        if type(value) is not known[key]:
            raise _problem(
                file,
                _("{key} has a value of the wrong kind").format(key=key),
                _("Write it like {example}").format(example=f"{key} = {_example(getattr(Settings(), key))}"),
            )
    settings = replace(Settings(), **table)
    _check_choice(file, "language", settings.language, ("", *LANGUAGES))
    _check_choice(file, "theme", settings.theme, ("dark", "light"))
    _check_choice(file, "hardware_decoding", settings.hardware_decoding, ("measured", "off"))
    for kind in settings.main_stream_places.split():
        _check_choice(file, "main_stream_places", kind, [place.value for place in PlaceKind])
    _check_alarms(file, settings.camera_alarms)
    _check_range(file, "decoder_processes", settings.decoder_processes, 0, 64)
    _check_range(file, "idle_lock_min", settings.idle_lock_min, 0, 1440)
    _check_range(file, "detector_threads", settings.detector_threads, 1, 64)
    for key in ("keep_days_dismissed", "keep_days_violation", "keep_days_voided", "keep_days_other"):
        _check_range(file, key, getattr(settings, key), 0, 36500)
    return settings


def _unknown(file: Path, key: str, known: list[str]) -> Problem:
    near = difflib.get_close_matches(key, known, n=1)
    mend = (
        _("Did you mean {key}").format(key=near[0])
        if near
        else _("Known keys: {keys}").format(keys=", ".join(known))
    )
    return _problem(file, _("the key {key} is not known").format(key=key), mend)


def _check_choice(file: Path, key: str, value: str, choices: Sequence[str]) -> None:
    if value not in choices:
        raise _problem(
            file,
            _("{key} cannot be {value}").format(key=key, value=repr(value)),
            _("Use one of: {choices}").format(choices=", ".join(repr(choice) for choice in choices)),
        )


def _check_alarms(file: Path, value: str) -> None:
    for word in value.split():
        number, colon, port = word.partition(":")
        if not number or (colon and not (port.isascii() and port.isdigit() and 0 < int(port) < 65536)):
            raise _problem(
                file,
                _("{key} cannot be {value}").format(key="camera_alarms", value=repr(word)),
                _("Write it like {example}").format(example='camera_alarms = "0402 0403:8080"'),
            )


def _check_range(file: Path, key: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        raise _problem(
            file,
            _("{key} cannot be {value}").format(key=key, value=value),
            _("Use a number from {least} to {most}").format(least=least, most=most),
        )


def _example(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def _problem(file: Path, what: str, mend: str) -> Problem:
    return Problem(what, where=str(file), mend=mend)
