"""The demo's clips: cut and encoded once, kept in the cache, a process a core."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path

from console.asset_sources.obtain import obtain
from console.assets import find_asset, known_assets
from console.demo.clip import Clip
from console.media.worker.transcode import Mirror, make_clip
from console.paths import cache_folder

# Part of a clip's name: to be raised when make_clip's output changes.
_RECIPE = 1


def fetch_footage() -> None:
    """Fetches what footage can be had; to be called before the city chooses its clips by what is here."""
    obtain(asset.name for asset in known_assets().values() if asset.folder == "footage")


def clip_files(clips: Sequence[Clip], *, on_progress: Callable[[int, int], None]) -> list[Path]:
    """The files of the clips, in their order; what the cache lacks is encoded now.

    `on_progress(done, all)` is called once at the start and after each encoded clip.

    Raises:
        Problem: footage is missing.
    """
    folder = cache_folder() / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"{_name(clip)}.mp4" for clip in clips]
    missing = {file: clip for file, clip in zip(files, clips, strict=True) if not file.exists()}
    if missing:
        _encode(missing, on_progress)
    return files


def _encode(missing: dict[Path, Clip], on_progress: Callable[[int, int], None]) -> None:
    sources = {clip.source: find_asset(clip.source) for clip in missing.values()}
    on_progress(0, len(missing))
    # spawn: a fork would copy threads' locks in an unknown state
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        jobs = [pool.submit(_make, sources[clip.source], file, clip) for file, clip in missing.items()]
        for done, job in enumerate(as_completed(jobs), 1):
            job.result()
            on_progress(done, len(jobs))


def _make(source: Path, target: Path, clip: Clip) -> None:
    mirror = Mirror.LEFT_RIGHT if clip.mirror else Mirror.NONE
    make_clip(
        source,
        target,
        start_s=clip.start_s,
        seconds=clip.seconds,
        crop=clip.crop,
        mirror=mirror,
        pauses=clip.pauses,
        frozen=clip.frozen,
    )


def _name(clip: Clip) -> str:
    faults = f" {clip.pauses} {clip.frozen}" if clip.pauses or clip.frozen else ""
    content = f"{_RECIPE} {known_assets()[clip.source].sha256} {clip}{faults}"
    return hashlib.sha256(content.encode()).hexdigest()[:16]
