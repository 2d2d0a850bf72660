"""Fetching over real sockets, from the package index's client and apt too; broken off and taken up again."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest

import console.assets
from console.asset_sources import https, obtain
from console.asset_sources.source_failed import SourceFailed
from console.assets import known_assets, origin_of
from console.problem import Problem

CONTENT = bytes(range(256)) * 4000
_GIVE_UP_S = 30
_SIZE = len(CONTENT)


class Server(ThreadingHTTPServer):
    """Sends CONTENT at /file; can stop in the middle until `go` is set."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Answer)
        self.go, self.asked, self.content, self.knows_ranges = Event(), [], CONTENT, True
        self.go.set()

    def address(self, path="file"):
        return f"http://127.0.0.1:{self.server_port}/{path}"


class _Answer(BaseHTTPRequestHandler):
    def do_GET(self):
        asked = self.headers.get("Range", "")
        self.server.asked.append(asked)
        if self.path != "/file":
            self.send_error(404)
            return
        start = int(asked[6:-1]) if asked and self.server.knows_ranges else 0
        body = self.server.content[start:]
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body[: len(body) // 2])
            self.server.go.wait(_GIVE_UP_S)
            self.wfile.write(body[len(body) // 2 :])
        except OSError:  # the asker was killed
            return

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    made = Server()
    Thread(target=made.serve_forever, name="slow server", daemon=True).start()
    yield made
    made.go.set()
    made.shutdown()
    made.server_close()


@pytest.fixture
def place(tmp_path, monkeypatch):
    """An empty cache, and resources of our own whose asset comes from the addresses given."""

    def make(*addresses, size=_SIZE):
        sha256 = hashlib.sha256(CONTENT).hexdigest()
        rows = ", ".join(f'{{ kind = "https", address = "{address}" }}' for address in addresses)
        (tmp_path / "assets.toml").write_text(
            '[[asset]]\nname = "thing.bin"\nfolder = "models"\nwhat = "a thing"\nlicence = "none"\n'
            f'size = {size}\nsha256 = "{sha256}"\nsources = [{rows}]\n'
        )
        known_assets.cache_clear()
        return known_assets()["thing.bin"]

    monkeypatch.delenv("MUNARA_ASSETS", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(console.assets, "RESOURCES", tmp_path)
    yield make
    known_assets.cache_clear()
    https._SILENT.clear()


@contextmanager
def fetching(tmp_path):
    """A program of its own that fetches the thing."""
    code = (
        "import console.assets, pathlib, sys; console.assets.RESOURCES = pathlib.Path(sys.argv[1]);"
        "from console.asset_sources.obtain import fetch_asset; fetch_asset('thing.bin')"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], env={**os.environ, "PYTHONPATH": "."}
    )
    try:
        yield child
    finally:
        child.kill()
        child.wait(_GIVE_UP_S)


def until(true):
    end = time.monotonic() + _GIVE_UP_S
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_killed_download_is_taken_up_where_it_ended(server, place, tmp_path):
    asset = place(server.address())
    part = asset.cached.with_name("thing.bin.https.part")
    server.go.clear()
    with fetching(tmp_path) as child:
        until(lambda: part.exists() and part.stat().st_size >= len(CONTENT) // 2)
        child.send_signal(signal.SIGKILL)
        child.wait(_GIVE_UP_S)
    assert not asset.cached.exists()
    server.go.set()
    assert obtain.fetch_asset("thing.bin").read_bytes() == CONTENT
    assert server.asked == ["", f"bytes={len(CONTENT) // 2}-"]
    assert not part.exists()
    assert origin_of("thing.bin") == server.address()


def test_two_programs_fetch_it_once(server, place, tmp_path):
    asset = place(server.address())
    server.go.clear()
    with fetching(tmp_path) as one, fetching(tmp_path) as other:
        until(lambda: server.asked)
        time.sleep(0.5)  # the other one comes to its lock
        server.go.set()
        assert (one.wait(_GIVE_UP_S), other.wait(_GIVE_UP_S)) == (0, 0)
    assert server.asked == [""]
    assert asset.cached.read_bytes() == CONTENT


def test_a_server_without_ranges_sends_it_anew(server, place):
    asset = place(server.address())
    server.knows_ranges = False
    asset.cached.parent.mkdir(parents=True)
    asset.cached.with_name("thing.bin.https.part").write_bytes(b"old")
    assert obtain.fetch_asset("thing.bin").read_bytes() == CONTENT


def test_another_content_is_never_kept_nor_taken_up(server, place):
    asset = place(server.address())
    server.content = CONTENT[::-1]
    with pytest.raises(Problem, match="SHA-256 differs"):
        obtain.fetch_asset("thing.bin")
    assert {path.name for path in asset.cached.parent.iterdir()} == {"thing.bin.lock"}
    server.content = CONTENT
    assert obtain.fetch_asset("thing.bin").read_bytes() == CONTENT


def test_a_longer_file_is_given_up(server, place):
    place(server.address(), size=1000)
    with pytest.raises(Problem, match="another file"):
        obtain.fetch_asset("thing.bin")


def test_the_next_source_has_its_turn(server, place):
    place(server.address("none"), "http://no-such-host.invalid/file", server.address())
    assert obtain.fetch_asset("thing.bin").read_bytes() == CONTENT


def test_when_all_fail_one_line_names_them_and_the_stick(server, place, capsys):
    place(server.address("none"), "http://no-such-host.invalid/file")
    obtain.obtain(["thing.bin"])
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    for word in ("/none: it answers 404", "no-such-host.invalid", "models/thing.bin", "--assets"):
        assert word in said


def test_a_host_that_is_silent_is_waited_for_once(server, place, monkeypatch, tmp_path):
    monkeypatch.setattr(https, "ANSWER_S", 0.3)
    asset = place(server.address())
    server.go.clear()
    source = {"address": server.address()}
    for _ in range(2):
        with pytest.raises(SourceFailed, match="no answer within"):
            https.fetch(asset, source, tmp_path / "part")
    assert len(server.asked) == 1


def test_a_broken_file_in_the_cache_is_fetched_anew(server, place):
    asset = place(server.address())
    asset.cached.parent.mkdir(parents=True)
    asset.cached.write_bytes(CONTENT[:-1])
    assert obtain.fetch_asset("thing.bin").read_bytes() == CONTENT


def test_it_is_on_the_disk_before_it_has_its_name(server, place, monkeypatch):
    asset, steps = place(server.address()), []
    fsync, replace = os.fsync, type(asset.cached).replace

    def noted_fsync(number):
        steps.append(f"fsync {Path(f'/proc/self/fd/{number}').readlink().name}")
        fsync(number)

    def noted_replace(path, target):
        steps.append(f"rename {path.name}")
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(type(asset.cached), "replace", noted_replace)
    obtain.fetch_asset("thing.bin")
    assert steps == ["fsync thing.bin.https.part", "rename thing.bin.https.part", "fsync models"]


def test_a_cache_that_cannot_be_written_is_told(place, tmp_path, monkeypatch):
    place("http://127.0.0.1:1/file")
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with pytest.raises(Problem, match="XDG_CACHE_HOME"):
        obtain.fetch_asset("thing.bin")


def test_every_asset_of_ours_has_a_size_a_hash_and_known_sources():
    for asset in known_assets().values():
        assert asset.size > 0
        assert len(asset.sha256) == 64
        assert {source["kind"] for source in asset.sources} <= set(obtain._FETCH)
