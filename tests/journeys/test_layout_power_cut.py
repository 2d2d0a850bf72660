"""A desk that is killed while it saves layouts leaves the old one or the new one, never a broken one.

And a traced run: the content is on the disk before the name, and the name before anything is reported.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KILLS = 6


def save_on_and_on(root: str, rounds: str) -> None:
    from console.paths import DataFolder
    from console.wall.scene import Scene

    store = _store(DataFolder(Path(root)))
    digest = next((each.digest for each in store.read().kept), "")
    for number in range(int(rounds)):
        kept = store.save(Scene("morning", _layout(number), by=str(number)), replaces=digest)
        digest = kept.digest
        os.write(1, b"SAVED %d\n" % number)


def _store(folder):
    from console.layout_store import LayoutStore
    from console.wall.layout_file import CameraBook

    return LayoutStore(folder, CameraBook([]), now=lambda: datetime.now(UTC))


def _layout(number: int):
    """As large as they come: a write of it can be cut in the middle."""
    from console.wall.layout import Layout

    return Layout(12, 12, tuple(f"?{number % 9}{cell:05} id-of-it-{cell:030}" for cell in range(144)))


def _run(root: Path, rounds: int, *before: str) -> list[str]:
    return [*before, sys.executable, __file__, str(root), str(rounds)]


def test_a_kill_in_the_middle_of_saving_leaves_a_whole_layout(tmp_path):
    from console.paths import DataFolder

    folder = DataFolder(tmp_path)
    for kill in range(KILLS):
        desk = subprocess.Popen(
            _run(tmp_path, 100_000), stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(ROOT)}
        )
        assert desk.stdout is not None
        assert desk.stdout.readline().startswith(b"SAVED")
        time.sleep(0.007 * kill)
        desk.send_signal(signal.SIGKILL)
        told = desk.stdout.read()
        desk.wait()
        desk.stdout.close()
        last = int(re.findall(rb"SAVED (\d+)\n", b"SAVED 0\n" + told)[-1])
        shelf = _store(folder).read()
        assert shelf.problems == ()
        (kept,) = shelf.kept
        saved = int(kept.scene.by)
        assert saved in (last, last + 1), "what was reported is there"
        assert kept.scene.content == _layout(saved)
    assert not list((folder.layouts / "damaged").iterdir())


def test_content_then_name_then_folder_then_report(tmp_path):
    if shutil.which("strace") is None:
        pytest.fail("strace is missing: apt-get install strace")
    trace = tmp_path / "trace"
    wanted = "trace=write,fsync,fdatasync,rename,renameat,renameat2"
    run = subprocess.run(
        _run(tmp_path / "data", 2, "strace", "-f", "-y", "-qq", "-o", str(trace), "-e", wanted),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert run.returncode == 0, run.stderr
    layouts = tmp_path / "data" / "layouts"
    new, old, parts, older = (
        layouts / "morning.json",
        "morning.",
        layouts / ".morning.json.part",
        layouts / "older",
    )
    calls = _calls(trace.read_text(errors="replace"))
    first, second, _rest = _until_reports(calls)
    assert first[-4:] == [("write", parts), ("sync", parts), ("rename", new), ("sync", layouts)]
    assert ("sync", tmp_path / "data") in first, "the folder of layouts itself is new"
    assert second[-4:] == first[-4:]
    before = second[:-4]
    assert [what for what, _path in before] == ["write", "sync", "rename", "sync"]
    assert before[-1] == ("sync", older) and before[2][1].name.startswith(old), (
        "what it replaces is safe first"
    )


def _calls(trace: str) -> list[tuple[str, Path]]:
    calls = []
    for line in trace.splitlines():
        match = re.search(r"(\w+)\((?:\d+<([^>]*)>)?", line)
        if match is None or " = -1 " in line:
            continue
        if '"SAVED' in line:
            calls.append(("report", Path()))
        elif match[1].startswith("rename"):
            calls.append(("rename", Path(line.split('"')[-2])))
        elif "layouts" in match[2] or match[1] != "write":
            calls.append(("write" if match[1] == "write" else "sync", Path(match[2])))
    return calls


def _until_reports(calls: list[tuple[str, Path]]) -> list[list[tuple[str, Path]]]:
    parts: list[list[tuple[str, Path]]] = [[]]
    for call in calls:
        if call[0] == "report":
            parts.append([])
        else:
            parts[-1].append(call)
    return parts


if __name__ == "__main__":
    save_on_and_on(sys.argv[1], sys.argv[2])
