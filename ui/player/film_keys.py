"""The keys by which every film is steered, as its strip names them."""

from __future__ import annotations

from collections.abc import Sequence

from console.language import _
from ui.actions import BY_ID
from ui.actions import ActionId as A


def keys_text(texts: Sequence[tuple[str, Sequence[A]]]) -> str:
    """ "← → 5 s · Space pause": which keys do what, as they are set."""
    return "  ·  ".join(" ".join((*(BY_ID[each].label for each in keys), text)) for text, keys in texts)


def playing_keys() -> list[tuple[str, Sequence[A]]]:
    """What every film is steered by."""
    return [
        (_("5 s"), (A.REPLAY_BACK, A.REPLAY_ON)),
        (_("pause"), (A.REPLAY_PAUSE,)),
        (_("frame by frame"), (A.REPLAY_FRAME_BACK, A.REPLAY_FRAME_ON)),
        (_("speed"), (A.REPLAY_SLOWER, A.REPLAY_FASTER)),
    ]
