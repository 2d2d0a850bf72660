"""The one error that the media part raises at its callers."""

from __future__ import annotations


class MediaError(Exception):
    """A picture or a stream cannot be had; the message holds no address and no password."""
