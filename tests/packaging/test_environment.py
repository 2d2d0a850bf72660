"""The set-up of .venv: whole or not at all, made once, also when two start at once or one is killed."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

_PACKAGING = Path(__file__).parents[2] / "packaging"
_ENTRY = """
set -euo pipefail
root={root}
. "$root/packaging/environment.sh"
environment run test
exec "$python" -c 'import sys; print("ran", sys.prefix)'
"""


@pytest.fixture
def house(tmp_path):
    """A house whose lock names no package, so that nothing is asked of a network."""
    shutil.copytree(_PACKAGING, tmp_path / "packaging")
    for lock in ("run.lock", "test.lock"):
        (tmp_path / "packaging" / lock).write_text("# nothing\n")
    return tmp_path


def start(house):
    return subprocess.Popen(
        ["bash", "-c", _ENTRY.format(root=house)], stdout=subprocess.PIPE, text=True, start_new_session=True
    )


def ran(process):
    out, _ = process.communicate(timeout=120)
    return process.returncode == 0 and out.startswith("ran ")


def test_it_is_made_once_and_anew_when_the_lock_changes(house):
    assert ran(start(house))
    made = (house / ".venv" / "pyvenv.cfg").stat().st_mtime_ns
    assert ran(start(house))
    assert (house / ".venv" / "pyvenv.cfg").stat().st_mtime_ns == made
    (house / "packaging" / "run.lock").write_text("# still nothing\n")
    assert ran(start(house))
    assert (house / ".venv" / ".made-from-run").read_text() == "# still nothing\n"


@pytest.mark.parametrize("after_s", [0.3, 2.0])
def test_a_killed_set_up_leaves_nothing_half_made(house, after_s):
    first = start(house)
    time.sleep(after_s)
    os.killpg(first.pid, signal.SIGKILL)
    first.communicate()
    whole = (house / ".venv").exists()
    assert not whole or (house / ".venv" / ".made-from-run").exists()
    assert ran(start(house))
    assert not (house / ".venv.new").exists()


def test_two_at_once_end_in_one_environment(house):
    both = [start(house), start(house)]
    assert all([ran(process) for process in both])
