"""`munara bench wall`, run as a person would, with few tiles and for a few seconds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ui.bench.wall_bench import wide_layout

ROOT = Path(__file__).parents[3]
KEYS = (
    "tiles hardware_tiles due painted painted_ratio cpu_cores cpu_us_per_painted bare_decode_us ratio_to_bare"
    " p95_packet_to_paint_ms tick_p99_ms rss_mb ring_mb rss_mb_per_tile first_all_live_s psnr_db"
)
RUNS = ((), ("--source", "rtsp"), ("--peer", "opencv"), ("--peer", "vlc"))
QUICK = ((), ("--peer", "vlc"))  # the others take as long again, and are run with --long


def bench(*words):
    return subprocess.run(
        [sys.executable, "-m", "ui.main", "bench", "wall", *map(str, words)],
        cwd=ROOT,
        env={key: value for key, value in os.environ.items() if key != "DISPLAY"}
        | {"PYTHONPATH": str(ROOT), "MUNARA_LANGUAGE": "en"},
        capture_output=True,
        text=True,
        timeout=200,
    )


@pytest.fixture(scope="module")
def runs(request):
    """What each run said; two at a time, for each keeps well under one core busy."""
    runs = RUNS if request.config.getoption("--long") else QUICK
    with ThreadPoolExecutor(2) as pool:
        said = pool.map(lambda words: bench("--tiles", 4, "--seconds", 4, "--json", *words), runs)
        return dict(zip(runs, said, strict=True))


@pytest.mark.parametrize(
    "words", [words if words in QUICK else pytest.param(words, marks=pytest.mark.long) for words in RUNS]
)
def test_every_figure_is_measured_in_one_run(runs, words):
    done = runs[words]
    if words == ("--peer", "vlc") and "libVLC is not there" in done.stderr:
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
        return  # libVLC is optional; the one clear line is what is left to be tested
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert set(figures) >= set(KEYS.split())
    assert figures["tiles"] == 4
    assert figures["due"] > 100
    assert figures["painted"] > 0.5 * figures["due"]
    assert figures["painted_ratio"] == pytest.approx(figures["painted"] / figures["due"], abs=1e-3)
    ratio = figures["cpu_us_per_painted"] / figures["bare_decode_us"]
    assert figures["ratio_to_bare"] == pytest.approx(ratio, rel=0.01)
    assert ratio > 0.5, "a frame that was decoded and painted has cost something"
    if "--peer" not in words:
        assert figures["psnr_db"] > 35
        assert figures["p95_packet_to_paint_ms"] > 0


@pytest.mark.parametrize(
    "words", [("--tiles", "0"), ("--fps", "900"), ("--size", "641x360"), ("--source", "tape")]
)
def test_wrong_words_get_one_line(words):
    done = bench(*words)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(("count", "grid"), [(64, (8, 8)), (84, (12, 7)), (1, (1, 1)), (36, (6, 6))])
def test_tiles_are_near_16_to_9(count, grid):
    layout = wide_layout([str(number) for number in range(count)], (1920, 1080))
    assert (layout.columns, layout.rows) == grid
