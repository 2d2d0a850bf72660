"""One of a camera's streams in one decoder process, as the desk sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.cameras.address import Address
from console.media.board import Column, FeedCounters, read_counters
from console.media.messages import OpenFeed
from console.media.stream_choice import StreamKind

if TYPE_CHECKING:
    from console.media.decoder_process import DecoderProcess

# Frames by which the next intake's numbers lie ahead: more than its predecessor decodes until it is replaced.
_AHEAD = 1 << 20


@dataclass(frozen=True, slots=True, eq=False)
class Intake:
    """Thread: any; its row is read without a lock."""

    number: int  # what the decoder process calls its feed; never used twice
    camera_id: str
    address: Address
    kind: StreamKind
    process: DecoderProcess
    row_number: int
    row: memoryview
    first_sequence: int = 0  # what its frames' numbers begin behind
    keeps_sound: bool = False  # with its last minute

    @classmethod
    def begin(
        cls,
        number: int,
        *,
        camera_id: str,
        address: Address,
        kind: StreamKind,
        process: DecoderProcess,
        after: Intake | None = None,
        keeps_sound: bool = False,
    ) -> Intake:
        """Takes a row of the process; frames are numbered behind those of `after`."""
        row_number = process.take_row()
        first = after.first_sequence + after.row[Column.DECODED] + _AHEAD if after else 0
        row = process.board.row(row_number)
        return cls(number, camera_id, address, kind, process, row_number, row, first, keeps_sound)

    def opening(self) -> OpenFeed:
        """What its process must be told, credentials and all."""
        return OpenFeed(
            self.number,
            self.row_number,
            self.camera_id,
            str(self.address),
            self.address.kind.value,
            self.first_sequence,
            self.process.feeds_detectors,
            self.address.for_opening(),
            self.keeps_sound,
        )

    def counters(self) -> FeedCounters:
        return read_counters(self.row)
