"""Why a stream cannot be had, without PyAV's words: they hold the whole address, password and all."""

from __future__ import annotations

from console.media.feed_state import Failure


class StreamError(Exception):
    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.value)
        self.failure = failure
