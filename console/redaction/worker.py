"""A job handed to a process of its own, and its progress heard."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from console.language import _, language
from console.problem import Problem
from console.redaction.redaction import Job, Redaction

_ROOT = Path(__file__).resolve().parents[2]
_ENDING_S = 5.0
# One thread, whatever library would like more: the machine's cores belong to pictures and detectors.
_ENVIRONMENT = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def run_job(job: Job, *, progress: Callable[[float], None]) -> Redaction:
    """Waits until the job is done; `progress` hears the part done, and may raise to give it up.

    Nothing half made is left, however this or the other process ends: parts of one that was killed are
    swept here. Thread: any, for as long as it takes.

    Raises:
        Problem: what the process found, or that it was ended from outside.
    """
    _make_folders(job)
    with _alone(job.out), _child() as child:
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            child.stdin.write(json.dumps({"language": language(), "job": job.body()}) + "\n")
            child.stdin.flush()
            last = _listen(child.stdout, progress)
        except BrokenPipeError:
            last = {}
        child.wait(_ENDING_S)
        if "done" in last:
            return Redaction.from_body(last["done"])
        if "problem" in last:
            raise Problem(**last["problem"])
        raise Problem(
            _("blurring was cut short (the process ended with {code})").format(code=child.returncode),
            where=str(job.out),
            mend=_("Start it again; nothing half made was kept"),
        )


def _listen(lines: Any, progress: Callable[[float], None]) -> dict[str, Any]:
    """The last thing that it says."""
    for line in lines:
        said: dict[str, Any] = json.loads(line)
        if "progress" not in said:
            return said
        progress(said["progress"])
    return {}


def _make_folders(job: Job) -> None:
    try:
        job.out.mkdir(parents=True, exist_ok=True)
        job.choosing.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Problem(
            _("the folder cannot be written ({why})").format(why=error.strerror or error),
            where=str(job.out),
            mend=_("Choose another folder"),
        ) from None


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One job at a time in a folder; before and after it there are no parts of another."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise Problem(
            _("something is being blurred into this folder already"),
            where=str(folder),
            mend=_("Wait until it has ended, or choose another folder"),
        ) from None
    try:
        _sweep(folder)
        yield
    finally:
        _sweep(folder)
        os.close(handle)


def _sweep(folder: Path) -> None:
    for part in folder.glob(".*.part"):
        part.unlink(missing_ok=True)


@contextmanager
def _child() -> Iterator[subprocess.Popen[str]]:
    """The process; it has ended when this does."""
    # -P: the folder that the desk was started in must not lend its modules to it.
    command = [sys.executable, "-P", "-m", "console.redaction.process"]
    path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    child = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, **_ENVIRONMENT, "PYTHONPATH": path},
        text=True,
        encoding="utf-8",
    )
    try:
        yield child
    finally:
        if child.poll() is None:
            child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with suppress(OSError):  # what was still to be written has no reader
                    pipe.close()
