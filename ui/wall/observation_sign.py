"""What can be made out in a tile's picture, as its small sign and its tooltip say."""

from __future__ import annotations

from functools import lru_cache

from console.cameras.camera import Camera
from console.language import _, language
from console.media.feed_state import FeedStatus
from console.wall.observation import Observation, observation


def observation_in(
    camera: Camera | None, status: FeedStatus | None, *, shown_px: float
) -> Observation | None:
    """None where the camera's scale, or its picture, is not known.

    `shown_px`: device pixels that the whole picture's width takes now.
    """
    if camera is None or camera.scene_width_m is None or status is None:
        return None
    return observation(camera.scene_width_m, shown_px=shown_px, source_px=status.width)


def sign_wordings(seen: Observation | None) -> tuple[str, ...]:
    """The longest first; a caption takes what it has room for. The tooltip says the number."""
    return _wordings(seen, language()) if seen else ()


def observation_tip(seen: Observation) -> str:
    """In full: what can be expected of the picture at this size, and why."""
    text = _("At this size: {word} – {meaning}. {density} px/m (EN 62676-4)")
    return text.format(word=seen.kind.word, meaning=seen.kind.meaning, density=int(seen.px_per_m))


@lru_cache(maxsize=1024)
def _wordings(seen: Observation, _language: str) -> tuple[str, ...]:
    return seen.kind.word, seen.kind.sign
