"""A registry's own client as a child process: watched by what it writes, judged by how it ends."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from console.asset_sources.progress import Progress
from console.asset_sources.source_failed import ANSWER_S, SourceFailed
from console.language import _

_LOOK_S = 0.5
# The clients' own limits are for each packet; this is for a client that writes nothing at all any more.
_SILENT_LOOKS = int(6 * ANSWER_S / _LOOK_S)
_LAST_WORDS = 160


@contextmanager
def work_folder(part: Path) -> Iterator[Path]:
    """An empty folder beside `part` that goes with the block; a killed run's are swept away first."""
    start = f"{part.name}.work-"
    for left in part.parent.glob(f"{start}*"):
        shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=start, dir=part.parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(
    command: Sequence[str], environment: Mapping[str, str], *, folder: Path, name: str, total: int
) -> None:
    """Runs to the end in `folder`, telling how much of `total` bytes stands there.

    Raises:
        SourceFailed: it is not installed, writes nothing for a minute, or ends with an error.
    """
    with (folder / "said").open("w+", errors="replace") as said:
        try:
            child = subprocess.Popen(
                command, env=environment, cwd=folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said
            )
        except FileNotFoundError:
            raise SourceFailed(_("{program} is not installed").format(program=command[0])) from None
        try:
            _watch(child, folder, Progress(name), total)
        finally:
            child.kill()
            child.wait()
        if child.returncode:
            said.seek(0)
            raise SourceFailed(_last_words(said.read(), child.returncode))


def _watch(child: subprocess.Popen[bytes], folder: Path, progress: Progress, total: int) -> None:
    most = silent = 0
    while silent < _SILENT_LOOKS:
        try:
            child.wait(_LOOK_S)
            break
        except subprocess.TimeoutExpired:
            here = _bytes_in(folder)
            silent = 0 if here > most else silent + 1
            most = max(most, here)
            progress.told(min(most, total - 1), total)  # the rest is said when it has been checked
    else:
        raise SourceFailed(_("it takes too long"))
    if child.returncode == 0:
        progress.told(total, total)


def _bytes_in(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except OSError:  # the client moved it away meanwhile
            continue
    return total


def _last_words(said: str, code: int) -> str:
    """The client's own error lines carry the reason; the last one is the nearest."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith(("ERROR", "E:"))]
    return (errors or lines or [str(code)])[-1][:_LAST_WORDS]
