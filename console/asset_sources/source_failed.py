"""Why a source brought nothing, in a few translated words."""

from __future__ import annotations

# A source that does not answer within this time is given up.
ANSWER_S = 10


class SourceFailed(Exception):  # noqa: N818 - told to people within a longer line
    """The source was tried and did not bring the file; the next one has its turn."""
