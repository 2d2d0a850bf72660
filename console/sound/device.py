"""The one file that talks to miniaudio: it plays samples on the machine's own output."""

from __future__ import annotations

import ctypes
import sys
import threading
from collections.abc import Generator
from contextlib import suppress
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from console.language import _
from console.sound.tones import RATE_HZ

_BUFFER_MS = 100  # so much is filled ahead: a desk that is busy for a moment does not stutter
_AHEAD_BUFFERS = 3  # how many of them the library keeps


class SoundError(Exception):
    """Nothing can be heard; the text is translated and says why."""


class NoLibraryError(SoundError):
    """The library that plays is not installed."""


def play(samples: npt.NDArray[np.int16], stop: threading.Event) -> None:
    """Plays to the end, or until `stop` is set; takes the sound's length and opens the output anew each time.

    Raises:
        SoundError: there is no output, or it was taken away.
    """
    miniaudio = _library()
    ended = threading.Event()
    with _output(miniaudio) as output:
        try:
            output.start(_feed(samples, ended))
        except miniaudio.MiniaudioError as error:
            raise SoundError(_why(error)) from None
        length_s = len(samples) / RATE_HZ
        # An output that takes nothing (it was unplugged) says nothing either.
        end_s = length_s + _BUFFER_MS * _AHEAD_BUFFERS / 1000
        if stop.wait(end_s):
            return
        if not ended.wait(length_s):
            raise SoundError(_("the sound output does not answer"))


def backend() -> str:
    """The name of what would play: "PulseAudio", "ALSA", "WASAPI" …

    Raises:
        SoundError: there is no output.
    """
    with _output(_library()) as output:
        return str(output.backend)


def _feed(
    samples: npt.NDArray[np.int16], ended: threading.Event
) -> Generator[npt.NDArray[np.int16], int, None]:
    """What the library asks for, so many samples at a time; silence when all are given."""

    def parts() -> Generator[npt.NDArray[np.int16], int, None]:
        wanted, given = (yield samples[:0]), 0
        while given < len(samples):
            part = samples[given : given + wanted]
            given += len(part)
            wanted = yield part.reshape(-1, 1)
        ended.set()

    feed = parts()
    next(feed)
    return feed


@cache
def _library() -> Any:
    """Raises: SoundError, where it is not installed."""
    try:
        import miniaudio
    except ImportError:
        raise NoLibraryError(_("the sound library is missing")) from None
    hush_alsa()
    return miniaudio


def _output(miniaudio: Any) -> Any:
    try:
        output = miniaudio.PlaybackDevice(
            output_format=miniaudio.SampleFormat.SIGNED16,
            nchannels=1,
            sample_rate=RATE_HZ,
            buffersize_msec=_BUFFER_MS,
            app_name="Munara",
        )
    except miniaudio.MiniaudioError as error:
        raise SoundError(_why(error)) from None
    if output.backend == "Null":  # what the library falls back to: nobody would hear it
        output.close()
        raise SoundError(_("no sound device"))
    return output


def _why(error: Exception) -> str:
    """The library tells a number alone."""
    number = error.args[-1] if error.args else ""
    return (
        _("no sound device")
        if number in _NO_DEVICE
        else _("the sound output failed ({number})").format(number=number)
    )


_NO_DEVICE = (-203, -204, -401, -7)  # no backend, no device, it cannot be opened, it does not exist


@cache
def hush_alsa() -> object:
    """ALSA writes twenty lines to the terminal where it finds no card; one line of ours says it."""
    if not sys.platform.startswith("linux"):
        return None
    handler_type = ctypes.CFUNCTYPE(
        None, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p
    )
    handler = handler_type(lambda *_told: None)
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libasound.so.2").snd_lib_error_set_handler(handler)
    return handler  # kept: ALSA calls it for as long as the program lives
