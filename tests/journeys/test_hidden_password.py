"""A planted password is looked for wherever a desk writes: logs, standard error, statuses, errors, names."""

from __future__ import annotations

import logging
import pickle
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest

from console.cameras.address import Address
from console.clock import SystemClock
from console.logs import start_log
from console.media.feed import Feed
from console.media.feed_state import Failure, failure_text
from console.media.host import Host
from console.outbox import Outbox
from console.problem import Problem
from tests.peers.clips import street_clips
from tests.peers.peer_process import Peer, wait_until

PASSWORD = "p@ss%w/rd"
ESCAPED = quote(PASSWORD, safe="")
# Also parts that a careless split at "@" or "/" would leave behind.
_TRACES = (PASSWORD, ESCAPED, ESCAPED.lower(), quote(PASSWORD), "ss%w", "ss%25w", "w/rd", "w%2Frd")
_TYPING_ERRORS = [
    f"rstp://admin:{PASSWORD}@127.0.0.1/one",
    f"rtsp:/admin:{PASSWORD}@127.0.0.1/one",
    f"rtsp//admin:{PASSWORD}@127.0.0.1/one",
    f"rtsp://admin:{PASSWORD}@",
    f"rtsp://admin:{PASSWORD}@host name:554/one",
    f"rtsp://admin:{PASSWORD}@127.0.0.1:port/one",
    f"rtsp://admin:{ESCAPED}@:554/one",
]


def _assert_hidden(text: str, where: str) -> None:
    for trace in _TRACES:
        # The words around a find would print the password; its place is enough.
        assert trace not in text, f"the password stands in {where}"


@contextmanager
def _log_into(file: Path) -> Iterator[None]:
    """As the desk logs, but everything."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    root.handlers = []
    start_log(file, level=logging.DEBUG)
    try:
        yield
    finally:
        for handler in root.handlers:
            handler.close()
        root.handlers = before
        root.setLevel(level)


@pytest.fixture(scope="module")
def clip(asset_folder, tmp_path_factory) -> Path:
    return street_clips(asset_folder, tmp_path_factory.mktemp("clips"), count=1, seconds=2)[0]


@pytest.fixture
def peers(clip) -> Iterator[tuple[Peer, Peer]]:
    secured = ["--auth", "basic", "--password", PASSWORD]
    with (
        Peer("tests.peers.rtsp_server", "--feed", f"one={clip}", *secured) as rtsp,
        Peer("tests.peers.http_server", "--clip", str(clip)) as http,
    ):
        yield rtsp, http


def _bad_addresses(rtsp: Peer, http: Peer) -> dict[str, tuple[str, Failure]]:
    """Camera → its address, and the failure that it ends in."""
    return {
        "refused": (f"rtsp://admin:{PASSWORD}@127.0.0.1:9/one", Failure.REFUSED),
        "wrong user": (f"rtsp://guest:{PASSWORD}@127.0.0.1:{rtsp.port}/one", Failure.UNAUTHORISED),
        "wrong stream": (f"rtsp://admin:{PASSWORD}@127.0.0.1:{rtsp.port}/two", Failure.NOT_FOUND),
        "no host": (f"rtsp://admin:{PASSWORD}@no-such-camera.invalid/one", Failure.NO_HOST),
        "no host, http": (f"http://admin:{ESCAPED}@no-such-camera.invalid/one", Failure.NO_HOST),
        "no video": (f"http://admin:{PASSWORD}@127.0.0.1:{http.port}/page", Failure.NOT_VIDEO),
        "no page": (f"http://admin:{ESCAPED}@127.0.0.1:{http.port}/else", Failure.NOT_FOUND),
        "no rtsp": (f"rtsp://admin:{PASSWORD}@127.0.0.1:{http.port}/page", Failure.NOT_VIDEO),
    }


def _address(feed: Feed) -> Address:
    return feed.intake().address


def _everything_told(host: Host, outbox: Outbox) -> Iterator[tuple[str, str]]:
    """(where, text) of all that a window, a log line or a debugger could print."""
    for feed in host.feeds.values():
        for text in (
            repr(feed),
            str(_address(feed)),
            repr(_address(feed)),
            repr(feed.status()),
            repr(feed.intake()),
        ):
            yield f"camera {feed.camera_id}", text
        failure = feed.status().failure
        yield "failure text", failure_text(failure) if failure else ""
    yield "facts", repr(outbox.drain())
    yield "host", repr(host)


@pytest.mark.timeout(120)
def test_a_planted_password_is_nowhere(peers, tmp_path, capfd):
    log = tmp_path / "desk.log"
    outbox = Outbox()
    rtsp, http = peers
    with _log_into(log):
        logging.getLogger("test").info("the log is open")
        host = Host(clock=SystemClock(), outbox=outbox, processes=2)
        host.start()
        try:
            good = host.open("good", Address.parse(f"rtsp://admin:{PASSWORD}@127.0.0.1:{rtsp.port}/one"))
            bad = _bad_addresses(rtsp, http)
            for camera_id, (address, _failure) in bad.items():
                host.open(camera_id, Address.parse(address))
            wait_until(lambda: good.counters().decoded > 0, within_s=20, what="the password itself is right")
            for camera_id, (_address, failure) in bad.items():
                assert _failure_of(host.feeds[camera_id]) is failure, camera_id
            time.sleep(3)  # for second tries and what they would write
            rtsp.kill()  # an error while reading, too
            wait_until(lambda: good.status().failure is not None, within_s=20, what="lost")
            for where, text in _everything_told(host, outbox):
                _assert_hidden(text, where)
            _assert_hidden(_command_lines(host), "a command line")
        finally:
            host.stop()
    assert "the log is open" in log.read_text(encoding="utf-8")
    _assert_hidden(log.read_text(encoding="utf-8"), "the log")
    written = capfd.readouterr()  # with that of the decoder processes
    _assert_hidden(written.err, "standard error")
    _assert_hidden(written.out, "standard output")


def _failure_of(feed: Feed) -> Failure | None:
    wait_until(lambda: feed.status().failure is not None, within_s=20, what=f"{feed!r} fails")
    return feed.status().failure


def _command_lines(host: Host) -> str:
    """Every user of the machine can read those, and the environments of their own."""
    files = [Path(f"/proc/{pid}/{name}") for pid in host.pids if pid for name in ("cmdline", "environ")]
    assert files
    return "".join(file.read_bytes().decode(errors="replace") for file in files)


@pytest.mark.parametrize("address", _TYPING_ERRORS)
def test_a_typing_error_does_not_repeat_the_password(address):
    try:
        parsed = Address.parse(address)
    except Problem as problem:
        _assert_hidden(f"{problem} {problem!r} {problem.args}", "the problem")
    else:  # read as something else: it may be a file's name, but the password is hidden all the same
        _assert_hidden(f"{parsed} {parsed!r}", "the address")


def test_the_words_of_ffmpeg_would_have_held_it(peers):
    """Should PyAV's errors stop printing addresses, the tests above prove less: look at them again."""
    import av

    with pytest.raises(av.error.HTTPUnauthorizedError) as caught:
        av.open(f"rtsp://guest:{ESCAPED}@127.0.0.1:{peers[0].port}/one", timeout=(5, 5))
    with pytest.raises(AssertionError, match="stands in the error"):
        _assert_hidden(str(caught.value), "the error")


def test_a_log_line_that_holds_an_address_is_cleaned(tmp_path):
    log = tmp_path / "desk.log"
    with _log_into(log):
        for secret in (PASSWORD, ESCAPED):
            logging.getLogger("test").warning("cannot open rtsp://admin:%s@127.0.0.1/one", secret)
        try:
            raise ValueError(f"rtsp://admin:{ESCAPED}@127.0.0.1/one")
        except ValueError:
            logging.getLogger("test").exception("with its traceback")
    written = log.read_text(encoding="utf-8")
    assert written.count("://127.0.0.1/one") == 4  # twice in the traceback
    _assert_hidden(written, "the log")
    _assert_hidden(repr(pickle.loads(pickle.dumps(Address.parse(f"rtsp://a:{ESCAPED}@h/one")))), "a copy")
