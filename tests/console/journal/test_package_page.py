"""The page of a package in a real browser: it shows everything, from disk, and asks no network."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from console.journal.journal import EvidenceDraft, Kind
from console.language import use_language
from tests.console.journal.conftest import a_violation
from tests.console.journal.package_case import VIOLATION, pack, record_case, unpack

RED, GREEN, BLUE = (60, 40, 200), (60, 160, 40), (200, 80, 40)  # B, G, R


def _jpeg(colour: tuple[int, int, int]) -> bytes:
    picture = np.full((180, 320, 3), colour, np.uint8)
    return bytes(cv2.imencode(".jpg", picture)[1])


def _clip(file: Path, colour: tuple[int, int, int]) -> bytes:
    with av.open(str(file), "w") as container:
        stream = container.add_stream("libx264", rate=5)
        stream.width, stream.height, stream.pix_fmt = 320, 180, "yuv420p"
        picture = np.full((180, 320, 3), colour, np.uint8)
        for _number in range(10):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="bgr24")))
        container.mux(stream.encode(None))
    return file.read_bytes()


@pytest.fixture
def case(journal, tmp_path):
    record_case(
        journal,
        still=_jpeg(RED),
        boxed=_jpeg(GREEN),
        clip=_clip(tmp_path / "clip.mp4", BLUE),
        case_numbers={"kui": "11286"},
        note='<img src="http://outside.example/note.png"> & \u202eperевёрнуто',
    )
    return journal


@pytest.fixture
def there(case, tmp_path) -> Path:
    return unpack(pack(case, tmp_path / "case.zip").file, tmp_path / "there")


class _Network(threading.Thread):
    """The only way out that the browser has: a proxy that answers nothing and notes who asked for what."""

    def __init__(self) -> None:
        super().__init__(name="network", daemon=True)
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.settimeout(0.2)
        self._ended = threading.Event()
        self.address = f"127.0.0.1:{self._socket.getsockname()[1]}"
        self.asked: list[str] = []

    def run(self) -> None:
        while not self._ended.is_set():
            try:
                peer, _address = self._socket.accept()
            except TimeoutError:
                continue
            with peer:
                peer.settimeout(2)
                try:
                    self.asked.append(peer.recv(4096).decode("latin-1").partition("\r\n")[0])
                    peer.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                except OSError:
                    pass

    def outside(self) -> list[str]:
        """What a page asked for; the browser's own greetings to its maker are none of it."""
        return [line for line in self.asked if "outside.example" in line]

    def end(self) -> None:
        self._ended.set()
        self.join()
        self._socket.close()


@contextmanager
def _network() -> Iterator[_Network]:
    network = _Network()
    network.start()
    try:
        yield network
    finally:
        network.end()


def _shown(page: Path, folder: Path, network: _Network) -> np.ndarray:
    """The page as a browser shows it, as a picture."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        pytest.fail("chromium is missing: apt-get install chromium")
    picture = folder / "page.png"
    picture.unlink(missing_ok=True)
    switches = "headless no-sandbox disable-gpu hide-scrollbars disable-background-networking no-first-run"
    subprocess.run(
        [
            *(browser, *(f"--{switch}" for switch in switches.split())),
            f"--user-data-dir={folder / 'profile'}",
            f"--proxy-server=http://{network.address}",
            "--proxy-bypass-list=<-loopback>",
            "--window-size=1100,2400",
            f"--screenshot={picture}",
            page.as_uri(),
        ],
        capture_output=True,
        timeout=120,
        check=True,
    )
    shown = cv2.imread(str(picture))
    assert shown is not None
    return shown


def _area(picture: np.ndarray, colour: tuple[int, int, int]) -> int:
    """How many pixels have nearly that colour."""
    return int((np.abs(picture.astype(int) - colour).max(axis=2) < 25).sum())


def test_a_browser_shows_pictures_and_clip_and_asks_nobody(there, tmp_path):
    with _network() as network:
        picture = _shown(there / "index.html", tmp_path, network)
        assert network.outside() == []
        for colour in (RED, GREEN, BLUE):
            assert _area(picture, colour) > 30_000, f"nothing of the colour {colour} is shown"
        assert _area(picture, (255, 255, 255)) > 300_000


def test_what_somebody_put_into_the_page_may_not_call_home(there, tmp_path):
    """With the page's own policy the browser asks for nothing; without it this test hears the call."""
    page = there / "index.html"
    text = page.read_text(encoding="utf-8")
    call = '<img src="http://outside.example/a"><script src="http://outside.example/b"></script>'
    call += '<link rel="stylesheet" href="http://outside.example/c"><script>fetch("http://outside.example/d")</script>'
    with _network() as network:
        page.write_text(text.replace("</main>", call + "</main>"), encoding="utf-8")
        _shown(page, tmp_path, network)
        assert network.outside() == []
        without = re.sub(
            r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page.read_text(encoding="utf-8")
        )
        assert len(without) < len(page.read_text(encoding="utf-8"))
        page.write_text(without, encoding="utf-8")
        _shown(page, tmp_path, network)
        assert network.outside(), "the proxy hears nothing at all"


class _Page(HTMLParser):
    """What stands in a page: its tags with their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def test_it_holds_no_script_and_no_address_outside(there):
    page = _Page((there / "index.html").read_text(encoding="utf-8"))
    assert not {tag for tag, _said in page.tags} & {
        "script",
        "iframe",
        "object",
        "embed",
        "link",
        "form",
        "base",
    }
    for _tag, said in page.tags:
        for name in ("src", "href"):
            assert said.get(name) is None or (there / said[name]).is_file()
        assert not [name for name in said if name.startswith("on")]
    policies = [said["content"] for tag, said in page.tags if tag == "meta" and "http-equiv" in said]
    assert [policy.startswith("default-src 'none';") for policy in policies] == [True]
    assert '<img src="http://outside.example/note.png"> &' in page.words, "what was typed is shown as it was"


def test_it_says_what_a_prosecutor_asks_for(case, there):
    words = " ".join(_Page((there / "index.html").read_text(encoding="utf-8")).words.split())
    for said in (
        "Petty hooliganism (CAO art. 434) amended by entry 8",
        "Школа № 4",
        "0402",
        "patrol sent",
        "incident book 11286",
        "2026-11-23 23:00:00 (UTC+05:00)",
        "Айгүл Сергеевна",
        "request 17 of the prosecutor",
        "python3 verify.py --key FINGERPRINT",
        "Evidence stored",
    ):
        assert said in words, said
    assert "child is missing" not in words


@pytest.mark.parametrize(("language", "said"), [("ru", "Номера дел"), ("kk", "Іс нөмірлері")])
def test_it_speaks_the_desks_language(case, tmp_path, language, said):
    use_language(language)
    there = unpack(pack(case, tmp_path / "case.zip").file, tmp_path / "there")
    page = _Page((there / "index.html").read_text(encoding="utf-8"))
    assert page.tags[0][1] == {"lang": language}
    assert said in page.words


def test_pictures_of_each_violation_stand_with_it(case, tmp_path):
    still = EvidenceDraft("still", ".jpg", _jpeg(BLUE))
    second = case.append_now(Kind.VIOLATION_RECORDED, a_violation(), actor="Anna", evidence=[still])
    there = unpack(pack(case, tmp_path / "case.zip", VIOLATION, second.seq).file, tmp_path / "there")
    first, last = (there / "index.html").read_text(encoding="utf-8").split('<section class="violation">')[1:]
    assert (first.count("<img"), first.count("<video")) == (2, 1)
    assert (last.count("<img"), last.count("<video")) == (1, 0)
