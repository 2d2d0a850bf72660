"""From an address to video packets; the one place that opens addresses and hears PyAV's complaints."""

from __future__ import annotations

import errno
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, cast

import av
import av.error
import av.logging

from console.media.feed_state import Failure
from console.media.worker.sound_parameters import SoundParameters
from console.media.worker.stream_error import StreamError
from console.media.worker.track import track_of

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.packet import Packet
    from av.stream import Stream as AnyStream
    from av.video.stream import VideoStream

    from console.media.worker.track import Track

    VideoPacket = Packet[VideoStream]

OnSound = Callable[[bytes, "int | None", int], None]
OPEN_S = 5.0
READ_S = 15.0
_TEXT_CODECS = frozenset({"ansi", "bintext", "xbin", "idf"})  # FFmpeg shows plain text as pictures
_NET_PROTOCOLS = "http,https,tcp,tls,crypto,data,httpproxy"  # a playlist from afar opens none of our files

av.logging.set_libav_level(av.logging.PANIC)  # FFmpeg would print addresses to standard error


@dataclass(frozen=True, slots=True)
class CodecParameters:
    """What a decoder must know beforehand."""

    name: str
    extradata: bytes | None
    width: int
    height: int
    pixel_format: str | None


class Stream:
    """An open source. Thread: demux."""

    def __init__(
        self, container: InputContainer, video: VideoStream, *, kind: str, before: Track | None = None
    ) -> None:
        """`before`: the track of the camera's last connection."""
        self._container = container
        self._video = video
        self._index = video.index
        # FFmpeg asks an RTSP server for every track, so that listening to them costs nothing more.
        self._data = container.streams.data if kind == "rtsp" else ()
        self._audio = container.streams.audio[:1]
        self._on_sound: OnSound | None = None
        context = video.codec_context
        self.parameters = CodecParameters(
            context.name, context.extradata, context.width, context.height, context.pix_fmt
        )
        self.time_base: Fraction = video.time_base or Fraction(1, 90_000)
        self.track = track_of(video, self.parameters, time_base=self.time_base, before=before)
        self.fps = float(video.average_rate or video.guessed_rate or 0)
        self.is_file = kind == "file"

    @property
    def sound(self) -> SoundParameters | None:
        """None where it has none that is known here."""
        return SoundParameters.of(self._audio[0]) if self._audio else None

    @property
    def has_sound(self) -> bool:
        """Whatever its codec."""
        return bool(self._audio)

    def hear(self, on_sound: OnSound | None) -> None:
        """Names who gets what it sends of sound: the payload, its time in ticks, and when it came (ns).

        To be called by whoever reads the packets, while it has one of them.
        """
        self._on_sound = on_sound

    def packets(
        self, on_data: Callable[[bytes, int | None], None] = lambda _payload, _time: None
    ) -> Iterator[VideoPacket]:
        """The video's packets until the source ends.

        `on_data` gets what a data track beside it sends, packet by packet, each with its time of 90 kHz.

        Raises:
            StreamError: reading failed or took longer than READ_S.
        """
        with _told_as_ours(Failure.BROKEN):
            asked_s = time.monotonic()
            for packet in self._demux():
                # When a read times out, FFmpeg first hands out the frame that its parser still held: taken
                # for a sign of life it would keep a dead camera for another READ_S.
                if not self.is_file and time.monotonic() - asked_s > READ_S:
                    raise StreamError(Failure.TIMED_OUT)
                if packet.stream_index != self._index:  # no sign that there is a picture
                    if packet.size:
                        self._hand_on(packet, on_data)
                    continue
                if packet.size:
                    yield cast("VideoPacket", packet)
                asked_s = time.monotonic()

    def _demux(self) -> Iterator[Packet[AnyStream]]:
        """Sound is taken out only while somebody listens: with hundreds of cameras that is time saved."""
        while True:
            on_sound = self._on_sound
            heard = self._audio if on_sound else ()
            for packet in self._container.demux(self._video, *self._data, *heard):
                yield packet
                if self._on_sound is not on_sound:
                    break
            else:
                return

    def _hand_on(self, packet: Packet[AnyStream], on_data: Callable[[bytes, int | None], None]) -> None:
        if not self._audio or packet.stream_index != self._audio[0].index:
            on_data(bytes(packet), packet.pts)
        elif self._on_sound:
            self._on_sound(bytes(packet), packet.pts, time.monotonic_ns())

    def rewind(self) -> None:
        """Back to the beginning of a file."""
        with _told_as_ours(Failure.BROKEN):
            self._container.seek(self._container.start_time or 0, backward=True)


@contextmanager
def open_stream(opening: str, *, kind: str, before: Track | None = None) -> Iterator[Stream]:
    """Opens an address with its credentials. `before`: the track of the camera's last connection.

    Raises:
        StreamError: no connection within OPEN_S, or nothing there that is video.
    """
    with _silence_told_as_such():
        with _told_as_ours(Failure.NOT_VIDEO):
            container = _open(opening, kind)
        try:
            with _told_as_ours(Failure.NOT_VIDEO):
                stream = Stream(container, _video_of(container), kind=kind, before=before)
        except StreamError:
            container.close()
            raise
    try:
        yield stream
    finally:
        container.close()


@contextmanager
def _silence_told_as_such() -> Iterator[None]:
    """FFmpeg calls a server without a word "invalid data", one that plays nothing a stream without video."""
    asked_s = time.monotonic()
    try:
        yield
    except StreamError as error:
        if error.failure is Failure.NOT_VIDEO and time.monotonic() - asked_s >= OPEN_S:
            raise StreamError(Failure.TIMED_OUT) from None
        raise


def _open(opening: str, kind: str) -> InputContainer:
    options: dict[str, str] = {}
    form: str | None = None
    if kind == "rtsp":
        # The frame rate is learnt from the packets: probing for it would hold the first picture up.
        options = {"rtsp_transport": "tcp", "timeout": str(int(READ_S * 1e6)), "fpsprobesize": "2"}
    elif kind == "http":
        options = {"protocol_whitelist": _NET_PROTOCOLS, "rw_timeout": str(int(READ_S * 1e6))}
    elif kind == "device":
        form = "v4l2"
    else:
        options = {"protocol_whitelist": "file,crypto,data"}
        opening = f"file:{opening}"  # a name with a colon in it is no protocol
    return av.open(opening, format=form, options=options, timeout=(OPEN_S, READ_S))


def _video_of(container: InputContainer) -> VideoStream:
    for video in container.streams.video:
        if video.codec_context.name not in _TEXT_CODECS and video.codec_context.width:
            return video
    raise StreamError(Failure.NOT_VIDEO)


@contextmanager
def _told_as_ours(otherwise: Failure) -> Iterator[None]:
    try:
        yield
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise StreamError(_failure_of(error, otherwise)) from None


_BY_CLASS: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], Failure], ...] = (
    ((av.error.HTTPUnauthorizedError, av.error.HTTPForbiddenError), Failure.UNAUTHORISED),
    (av.error.HTTPNotFoundError, Failure.NOT_FOUND),
    (av.error.HTTPError, Failure.BROKEN),
    (av.error.HTTPClientError, Failure.BROKEN),
    (ConnectionRefusedError, Failure.REFUSED),
    ((TimeoutError, av.error.ExitError), Failure.TIMED_OUT),
    (FileNotFoundError, Failure.NO_FILE),
    (PermissionError, Failure.NOT_READABLE),
    (IsADirectoryError, Failure.NOT_VIDEO),
    ((ConnectionError, BrokenPipeError), Failure.BROKEN),
    (av.error.EOFError, Failure.ENDED),
)
_UNREACHABLE = frozenset({errno.EHOSTUNREACH, errno.ENETUNREACH, errno.EHOSTDOWN, errno.ENETDOWN})


def _failure_of(error: BaseException, otherwise: Failure) -> Failure:
    if getattr(error, "errno", None) in _UNREACHABLE:
        return Failure.UNREACHABLE
    return next((failure for known, failure in _BY_CLASS if isinstance(error, known)), otherwise)
