"""A problem keeps its three parts on its way from another process."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from console.language import use_language
from console.media.worker.transcode import make_clip
from console.problem import Problem


def test_a_problem_comes_back_whole_from_another_process(tmp_path):
    missing = tmp_path / "gone.mp4"
    pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=use_language, initargs=("en",))
    with pool, pytest.raises(Problem) as caught:
        pool.submit(make_clip, missing, Path("clip.mp4"), seconds=1).result(timeout=60)
    assert (caught.value.what, caught.value.where) == ("there is no such file", str(missing))
    assert str(caught.value) == f"{missing}: there is no such file. {caught.value.mend}."
