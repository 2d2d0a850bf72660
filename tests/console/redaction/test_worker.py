"""The job in a process of its own: cut short at any moment it leaves nothing half made."""

from __future__ import annotations

import json
import os
import random
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from console.assets import sha256_of
from console.language import use_language
from console.media.worker.evidence_reader import ClipReader
from console.problem import Problem
from console.redaction.redaction import Job, Original
from console.redaction.worker import run_job

ROOT = Path(__file__).parents[3]


def left_in(folder):
    names = [path.name for path in folder.iterdir()] if folder.exists() else []
    return sorted(name for name in names if name != "choosing")


def nothing_half_made(job):
    """What bears a copy's name is whole; what does not is no part."""
    for name in left_in(job.out):
        assert not name.startswith("."), name
        if name.endswith(".mp4"):
            with ClipReader(job.out / name) as reader:
                assert len(list(reader.frames())) == 45


def test_a_job_is_done_and_tells_how_far_it_is(job):
    told = []
    done = run_job(job, progress=told.append)
    (copy,) = done.copies
    assert sha256_of(job.out / copy.file) == copy.sha256
    assert left_in(job.out) == [copy.file, done.preview]
    assert told == sorted(told)
    assert all(0 <= part <= 1 for part in told)


def children():
    """Processes that this one started and that still stand there."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has just ended
            parent = stat.read_text().rsplit(")", 1)[1].split()[1]
            if int(parent) == os.getpid():
                found.append(int(stat.parent.name))
    return found


def test_it_runs_behind_everything_else_on_one_thread(job):
    nice, threads = [], []

    def look(_part):
        for child in children():
            if b"console.redaction.process" in Path(f"/proc/{child}/cmdline").read_bytes():
                nice.append(os.getpriority(os.PRIO_PROCESS, child))
                threads.append(len(list(Path(f"/proc/{child}/task").iterdir())))

    before = os.getpriority(os.PRIO_PROCESS, 0)
    run_job(job, progress=look)
    assert nice
    assert min(nice) == min(19, before + 10)
    assert max(threads) <= 2


def test_giving_up_ends_the_process_and_leaves_nothing(job):
    class GivenUp(Exception):
        pass

    def give_up(part):
        raise GivenUp

    before = children()
    with pytest.raises(GivenUp):
        run_job(job, progress=give_up)
    assert left_in(job.out) == []
    assert children() == before


def kill_at(job, part):
    """Says whether it was killed before it had done everything."""
    before = set(children())

    def kill(done):
        if done >= part:
            for child in set(children()) - before:
                os.kill(child, signal.SIGKILL)

    try:
        run_job(job, progress=kill)
    except Problem as problem:
        assert "cut short" in str(problem)
        return True
    return False


@pytest.mark.parametrize("part", [0.0, 0.2, 0.5, 0.7])
def test_killed_on_the_way_it_leaves_nothing_half_made_and_says_so(job, part):
    for number in range(5):  # on a busy machine it may be done before it is killed
        one = replace(job, out=job.out / str(number), choosing=job.out / str(number) / "choosing")
        was_killed = kill_at(one, part)
        nothing_half_made(one)
        if was_killed:
            break
    assert was_killed
    assert run_job(one, progress=lambda _part: None).copies


def test_a_clip_that_is_cut_off_is_one_clear_line_in_the_language_in_use(job, tmp_path):
    run_job(job, progress=lambda _part: None)
    whole = next(job.out.glob("*.mp4"))
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    other = replace(job, originals=(Original(cut, sha256_of(cut), "clip"),), out=tmp_path / "other")
    with pytest.raises(Problem, match="cut off") as told:
        run_job(other, progress=lambda _part: None)
    assert told.value.where == str(cut)
    assert left_in(other.out) == []
    use_language("kk")  # a new process speaks Russian by itself
    missing = replace(job, originals=(Original(tmp_path / "none.mp4", "0" * 64, "clip"),))
    with pytest.raises(Problem, match="файлды оқу"):
        run_job(missing, progress=lambda _part: None)


def test_two_jobs_in_one_folder_are_refused(job):
    def second(_part):
        with pytest.raises(Problem, match="already"):
            run_job(job, progress=lambda _part: None)

    run_job(job, progress=second)
    nothing_half_made(job)


def test_parts_of_one_that_died_are_swept(job):
    job.out.mkdir()
    (job.out / ".clip-blurred.mp4.1.part").write_bytes(b"half a film")
    run_job(job, progress=lambda _part: None)
    nothing_half_made(job)


def test_a_folder_that_cannot_be_made_is_one_clear_line(job, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Problem, match="cannot be written"):
        run_job(replace(job, out=tmp_path / "file" / "out"), progress=lambda _part: None)


def desk(body: str) -> None:
    """A desk that is going to be killed while its job runs; a line each time that it hears of progress."""
    run_job(Job.from_body(json.loads(body)), progress=lambda part: os.write(1, b"%.3f\n" % part))
    os.write(1, b"done\n")


def _kill_the_desk_at(job, delay_s: float) -> None:
    """The whole group at once, as a power cut does: desk and redacting process."""
    started = subprocess.Popen(
        [sys.executable, __file__, json.dumps(job.body())],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )
    assert started.stdout is not None
    assert select.select([started.stdout], [], [], 60)[0], "it does nothing"
    time.sleep(delay_s)
    os.killpg(started.pid, signal.SIGKILL)
    started.wait()
    started.stdout.close()


def _cut_the_power(job, times: int) -> None:
    seed = random.randrange(1 << 32)
    print("seed", seed)
    moments = random.Random(seed)
    for number in range(times):
        before = sha256_of(job.originals[0].path)
        one = replace(job, out=job.out / str(number), choosing=job.out / str(number) / "choosing")
        one.out.mkdir(parents=True)
        _kill_the_desk_at(one, moments.uniform(0, 1.2))
        for name in left_in(one.out):
            if name.endswith(".mp4") and not name.startswith("."):
                nothing_named_wrongly(one.out / name)
        assert sha256_of(job.originals[0].path) == before
        if number % 5 == 4:
            run_job(one, progress=lambda _part: None)
            nothing_half_made(one)


def nothing_named_wrongly(file: Path) -> None:
    with ClipReader(file) as reader:
        assert len(list(reader.frames())) == 45


def test_ten_power_cuts_leave_no_half_copy(job):
    _cut_the_power(job, 10)


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_two_hundred_power_cuts(job):
    _cut_the_power(job, 200)


def test_a_desk_that_is_gone_ends_its_process(job):
    started = subprocess.Popen(
        [sys.executable, __file__, json.dumps(job.body())],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )
    assert started.stdout is not None
    assert select.select([started.stdout], [], [], 60)[0], "it does nothing"
    started.kill()
    started.wait()
    started.stdout.close()
    end = time.monotonic() + 60
    while time.monotonic() < end and _group(started.pid):
        time.sleep(0.05)
    assert not _group(started.pid)
    assert not list(job.out.glob(".*"))


def _group(pgid: int) -> bool:
    try:
        os.killpg(pgid, 0)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    desk(sys.argv[1])
