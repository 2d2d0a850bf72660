"""`munara demo --headless`: the newcomer's first run, and what a script gets from it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

KEYS = (
    "cameras tiles_live frames_due frames_painted detections alerts staged staged_raised"
    " alerts_outside violations_recorded journal_ok head model seconds cpu_cores rss_mb"
)
ROOT = Path(__file__).parents[2]


def munara(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "ui.main", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "MUNARA_LANGUAGE": "en", **environment},
        capture_output=True,
        text=True,
        timeout=240,
    )


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    out, data = tmp_path_factory.mktemp("out"), tmp_path_factory.mktemp("data") / "demo"
    done = munara(
        "demo", "--headless", "--seconds", 25, "--confirm", 2, "--cameras", 6, "--out", out, "--data", data
    )
    assert done.returncode == 0, done.stderr
    return done, out, data


def test_the_report_tells_of_both_incidents_and_their_records(run, model_file):
    _done, out, _data = run
    report = json.loads((out / "report.json").read_text())
    assert set(report) >= set(KEYS.split())
    assert report["cameras"] == report["tiles_live"] == 6
    assert report["staged"] == report["staged_raised"] == 2
    assert report["alerts_outside"] <= 2  # people do go about; in some hours more is watched for
    assert report["violations_recorded"] == 2
    assert report["journal_ok"] is True
    assert report["model"] == model_file.name
    assert 0 < report["frames_painted"] <= report["frames_due"] + 6  # one a tile may straddle the start


def test_every_window_is_pictured(run):
    _done, out, _data = run
    for name in ("desk.png", "wall-1.png"):
        assert (out / name).read_bytes().startswith(b"\x89PNG")


def test_its_journal_says_demo_and_can_be_verified_searched_and_exported(run):
    _done, out, data = run
    verified = munara("journal", "verify", "--data", data, "--json")
    assert verified.returncode == 0, verified.stderr
    assert json.loads(verified.stdout)["signed_heads"] == 1, "the desk signs when it closes"
    head = json.loads((out / "report.json").read_text())["head"]
    assert munara("journal", "verify", "--head", head, "--data", data).returncode == 0
    found = json.loads(munara("journal", "search", "violation", "--json", "--data", data).stdout)
    violations = [entry for entry in found["entries"] if entry["kind"] == "violation recorded"]
    assert len(violations) == 2
    stored = json.loads(
        munara("journal", "search", "--kind", "evidence stored", "--json", "--data", data).stdout
    )
    for violation in violations:
        late = [entry for entry in stored["entries"] if entry["body"]["seq"] == violation["seq"]]
        roles = {item["role"] for entry in (violation, *late) for item in entry["body"]["evidence"]}
        assert roles == {"still", "boxed", "boxes", "clip"}
    exported = out / "log.csv"
    asked = munara("journal", "export", "--csv", exported, "--reason", "training", "--data", data)
    assert asked.returncode == 0, asked.stderr
    assert all(line.startswith("DEMO") for line in exported.read_text("utf-8-sig").splitlines())


def test_a_real_desks_folder_is_refused(tmp_path):
    (tmp_path / "journal.db").write_bytes(b"real")
    done = munara("demo", "--headless", "--seconds", 1, "--data", tmp_path)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "empty or its own" in done.stderr
