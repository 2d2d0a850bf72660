"""Which streams a hardware decoder takes over from the processor, and how many at once: values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StreamClass:
    """Streams of one codec, from a height on up to the next class's."""

    codec: str  # FFmpeg's name: "h264"
    height: int  # lines


@dataclass(frozen=True, slots=True)
class Hardware:
    """A device that did better than the processor for some classes of stream."""

    device: str  # FFmpeg's name of its kind: "cuda", "qsv"
    ffmpeg: str  # the version that was measured: another one may do worse
    better: Mapping[StreamClass, bool]  # every class that was measured, also those where it did worse
    sessions: int  # streams that may be open at once

    def takes(self, codec: str, height: int) -> bool:
        """By the highest class that is not above the stream; what lies below all of them was not measured."""
        measured = [
            (each.height, better)
            for each, better in self.better.items()
            if each.codec == codec and each.height <= height
        ]
        return bool(measured) and max(measured)[1]
