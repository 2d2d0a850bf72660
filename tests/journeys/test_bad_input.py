"""Bad input on the command line: one line that says what, where and the mend; exit code 2."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def munara(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "ui.main", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "MUNARA_LANGUAGE": "en", **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )


def refused(done, *words):
    assert done.returncode == 2, (done.returncode, done.stdout, done.stderr)
    assert done.stderr.count("\n") == 1, done.stderr
    for word in words:
        assert word in done.stderr
    return True


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["demo", "--cameras", "none"], ["'none' is not a whole number"]),
        (["demo", "--screens", "big"], ["1920x1080,1920x1080"]),
        (["shwo"], ["shwo", "munara --help"]),
        (["journal", "verify", "--head", "7:xyz"], ["SEQ:HASH"]),
        (["detect", "no-such-file.mp4"], ["no-such-file.mp4"]),
    ],
)
def test_wrong_words(arguments, words, tmp_path):
    assert refused(munara(*arguments, MUNARA_DATA=str(tmp_path)), *words)


def test_an_unknown_setting(tmp_path):
    (tmp_path / "munara.toml").write_text('langauge = "ru"\n')
    assert refused(munara("--data", tmp_path), "langauge", "Did you mean language", "munara.toml")


def test_a_data_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("in the way")
    assert refused(munara("--data", tmp_path / "file" / "desk"), "cannot be written", "--data")
    assert refused(
        munara("demo", "--headless", "--seconds", 1, "--data", tmp_path / "file" / "desk"),
        "cannot be written",
    )


def test_a_truncated_model(tmp_path, asset_folder, model_file):
    (tmp_path / "models").mkdir()
    whole = model_file.path.read_bytes()
    (tmp_path / "models" / model_file.path.name).write_bytes(whole[: len(whole) // 2])
    shutil.copytree(asset_folder / "footage", tmp_path / "footage", copy_function=os.symlink)
    picture = asset_folder / "footage" / "vtest.avi"
    done = munara("detect", picture, MUNARA_ASSETS=str(tmp_path), XDG_CACHE_HOME=str(tmp_path / "cache"))
    assert refused(done, model_file.path.name, "SHA-256")


def test_a_journal_that_is_no_database(tmp_path):
    (tmp_path / "journal.db").write_bytes(b"no database " * 1000)
    assert refused(munara("journal", "verify", "--data", tmp_path), "journal.db")
