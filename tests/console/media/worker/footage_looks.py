"""Real footage as a camera's looks: altered, encoded as cameras do, decoded, and judged one look each 3 s."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import chain, cycle, islice
from pathlib import Path

import av
import numpy as np

from console.media.picture_fault import PictureFault
from console.media.worker.picture_health import PictureHealth

_S = 1_000_000_000
WIDTH, HEIGHT = 640, 360
_LIGHT = 219.0  # levels from black (16) to white in a stream's brightness

Picture = np.ndarray  # (HEIGHT, WIDTH) brightness
Change = Callable[[Picture], Picture]


def footage(path: Path) -> list[Picture]:
    """The whole clip, one picture each second."""
    pictures: list[Picture] = []
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        stream.codec_context.thread_count = 1
        for frame in container.decode(stream):
            if float(frame.pts * stream.time_base) >= len(pictures):
                pictures.append(frame.reformat(WIDTH, HEIGHT, "gray").to_ndarray())
    return pictures


class Camera:
    """A clip that goes round; what it shows can be altered, and what is said of it is kept."""

    def __init__(self, pictures: list[Picture], *, name: str = "") -> None:
        self.name = name
        self._pictures = cycle(pictures)
        self._standing: set[PictureFault] = set()
        self._at_ns = 1000 * _S
        self.began: dict[PictureFault, int] = {}  # the last one's first moment
        self.told: list[tuple[PictureFault, str]] = []
        self.health = PictureHealth(set_fault=self.set_fault)

    @property
    def faults(self) -> set[PictureFault]:
        return set(self._standing)

    @property
    def now_ns(self) -> int:
        return self._at_ns

    def set_fault(self, fault: PictureFault, since_ns: int) -> None:
        if bool(since_ns) == (fault in self._standing):
            return
        self.told.append((fault, "began" if since_ns else "over"))
        if since_ns:
            self._standing.add(fault)
            self.began[fault] = since_ns
        else:
            self._standing.remove(fault)

    def show(self, looks: int, *changes: Change, size: tuple[int, int] = (WIDTH, HEIGHT)) -> None:
        """So many looks; `changes` are made to each picture, one after the other."""
        pictures = islice(self._pictures, looks)
        for change in changes:
            pictures = map(change, pictures)
        for frame in _as_sent(pictures, size):
            self._at_ns += 3 * _S
            self.health.look(frame, at_ns=self._at_ns)

    def show_other(self, looks: int, pictures: list[Picture]) -> None:
        own, self._pictures = self._pictures, cycle(pictures)
        self.show(looks)
        self._pictures = own


def _as_sent(pictures: Iterable[Picture], size: tuple[int, int]) -> Iterator[av.VideoFrame]:
    encoder = av.CodecContext.create("libx264", "w")
    encoder.width, encoder.height, encoder.pix_fmt = *size, "yuv420p"
    encoder.time_base, encoder.framerate = Fraction(1, 1), Fraction(1)
    # The quantiser that 512 kbit/s leave for a street at this size.
    encoder.options = {"preset": "veryfast", "g": "2", "bf": "0", "crf": "29", "tune": "zerolatency"}
    encoder.thread_count = 1
    decoder = av.CodecContext.create("h264", "r")
    decoder.thread_count = 1
    frames = (_framed(picture, number, size) for number, picture in enumerate(pictures))
    for packet in chain.from_iterable(encoder.encode(frame) for frame in chain(frames, (None,))):
        yield from decoder.decode(av.Packet(bytes(packet)))
    yield from decoder.decode(None)


def _framed(picture: Picture, number: int, size: tuple[int, int]) -> av.VideoFrame:
    full = np.full((HEIGHT * 3 // 2, WIDTH), 128, np.uint8)
    full[:HEIGHT] = picture
    frame = av.VideoFrame.from_ndarray(full, format="yuv420p")
    if size != (WIDTH, HEIGHT):
        frame = frame.reformat(*size, interpolation="BICUBIC")
    frame.pts, frame.time_base = number, Fraction(1, 1)
    frame.pict_type = 0
    return frame


# --- what can happen to a picture ---


def noisy(sigma: float, *, seed: int = 1) -> Change:
    chance = np.random.default_rng(seed)
    return lambda picture: _levels(picture + chance.normal(0, sigma, picture.shape))


def light(share: float, *, gamma: float = 1.0) -> Change:
    """Of the light that there was; a gamma above 1 takes more from the dark parts."""
    levels = _levels(16 + _LIGHT * share * (np.clip(np.arange(256) - 16, 0, _LIGHT) / _LIGHT) ** gamma)
    return lambda picture: levels[picture]


def lamp(x: float, y: float, *, radius: float, gain: float, rest: float) -> Change:
    """One lamp at night: its light falls off around (x, y), and little is left elsewhere."""
    down, across = np.mgrid[:HEIGHT, :WIDTH]
    distance = ((across / WIDTH - x) ** 2 + (down / HEIGHT - y) ** 2) / (2 * radius**2)
    share = rest + gain * np.exp(-distance)
    return lambda picture: _levels(16 + (picture.astype(float) - 16) * share)


def covered(level: float = 16) -> Change:
    return lambda picture: np.full_like(picture, level)


def clock(picture: Picture) -> Picture:
    """A running clock as cameras write it."""
    marked = picture.copy()
    digits = np.random.default_rng(int(picture[100:].sum())).integers(0, 2, (3, 40), np.uint8) * 235
    marked[12:24, 16:176] = digits.repeat(4, 0).repeat(4, 1)
    return marked


def blurred(sigma_px: float) -> Change:
    reach = int(3 * sigma_px) + 1
    weights = np.exp(-(np.arange(-reach, reach + 1) ** 2) / (2 * sigma_px**2))
    weights /= weights.sum()

    def blur(picture: Picture) -> Picture:
        padded = np.pad(picture.astype(np.float32), reach, mode="edge")
        rows = sum(w * padded[at : at + HEIGHT] for at, w in enumerate(weights))
        return _levels(sum(w * rows[:, at : at + WIDTH] for at, w in enumerate(weights)) + 0.5)

    return blur


def hazy(contrast: float) -> Change:
    return lambda picture: _levels(165 + (picture.astype(float) - 120) * contrast)


def turned(right: float = 0.0, down: float = 0.0) -> Change:
    """By shares of the picture."""
    return lambda picture: np.roll(picture, (round(down * HEIGHT), round(right * WIDTH)), (0, 1))


def upside_down(picture: Picture) -> Picture:
    return np.ascontiguousarray(picture[::-1, ::-1])


def crowded(share: float, *, seed: int = 1) -> Change:
    """People walking through the lower part of the picture."""
    chance = np.random.default_rng(seed)
    walkers = [
        (chance.random(), chance.uniform(1 - share, 1), chance.normal(0, 0.05), chance.integers(20, 220))
        for _ in range(round(300 * share))
    ]
    looks = iter(range(1_000_000))

    def crowd(picture: Picture) -> Picture:
        full, look = picture.copy(), next(looks)
        for x, y, pace, level in walkers:
            left, top = int((x + pace * look) % 1 * WIDTH), int(y * HEIGHT) - 40
            full[max(0, top) : top + 44, left : left + 16] = level
            full[max(0, top - 10) : max(0, top), left + 4 : left + 12] = (int(level) + 90) % 256
        return full

    return crowd


def _levels(values: np.ndarray) -> Picture:
    return np.clip(values, 0, 255).astype(np.uint8)
