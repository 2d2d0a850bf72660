"""The detector in use, where it came from, how fast it is here; and the demo's footage."""

from __future__ import annotations

import statistics
import time

from console.assets import has_asset, known_assets
from console.detection.model import Model
from console.detection.model_file import ModelFile, local_model
from console.doctor.finding import Finding, State
from console.language import _, ngettext
from console.paths import DataFolder
from console.problem import Problem
from console.settings import load_settings

_LOOKS = 30
_MEASURE_S = 1.0
_SLOW_MS = 100.0  # fewer than ten looks a second on a thread
_BEST = "yolox_nano.onnx"


def detector(folder: DataFolder) -> Finding:
    """Loads the model that the desk would use, and times it on one thread. Nothing is fetched."""
    setting = ""
    try:
        setting = load_settings(folder.settings_file).model
        file = local_model(setting, folder.models)
        if file is None:
            return _missing(setting or _BEST)
        frame_ms = _frame_ms(file.load())
    except Problem as problem:
        value = f"{problem.where}: {problem.what}"
        return Finding("detector", State.MISSING, _("detector"), value, problem.mend, _facts(setting))
    return _measured(file, frame_ms)


def _missing(name: str) -> Finding:
    value = _("{name} is not here").format(name=name)
    mend = _(
        "munara demo fetches it; without a network: munara models add FILE, "
        "or name a folder with {path} in MUNARA_ASSETS"
    ).format(path=f"models/{name}")
    return Finding("detector", State.MISSING, _("detector"), value, mend, _facts(name))


def _measured(file: ModelFile, frame_ms: float) -> Finding:
    value = _("{model}, {ms} ms a frame on one thread, from {origin}").format(
        model=file.title, ms=frame_ms, origin=file.origin
    )
    facts = _facts(file.path.name, path=str(file.path), origin=file.origin, frame_ms=frame_ms)
    if frame_ms > _SLOW_MS:
        mend = _("Slow: each camera is looked at more rarely; a faster model or processor helps")
        return Finding("detector", State.WARNING, _("detector"), value, mend, facts)
    return Finding("detector", State.GOOD, _("detector"), value, facts=facts)


def _facts(
    model: str, *, path: str = "", origin: str = "", frame_ms: float | None = None
) -> dict[str, object]:
    return {"model": model, "path": path, "origin": origin, "frame_ms": frame_ms}


def _frame_ms(model: Model) -> float:
    """Median of some looks at noise, after one that warms up."""
    import numpy as np

    side = model.input_px
    pixels = np.random.default_rng(0).integers(0, 256, (side, side, 3), np.uint8)
    model.detect(pixels, scale=1.0, width=side, height=side)
    took: list[float] = []
    began = time.perf_counter()
    while len(took) < _LOOKS and (not took or time.perf_counter() - began < _MEASURE_S):
        start = time.perf_counter()
        model.detect(pixels, scale=1.0, width=side, height=side)
        took.append((time.perf_counter() - start) * 1000)
    return round(statistics.median(took), 1)


def footage() -> Finding:
    """Only the demo needs it, so that nothing here is missing for a real desk."""
    # A clip that nobody may pass on is told only where it lies.
    clips = [
        asset.name
        for asset in known_assets().values()
        if asset.folder == "footage" and (asset.sources or has_asset(asset.name))
    ]
    lack = [name for name in clips if not has_asset(name)]
    facts = {"here": [name for name in clips if name not in lack], "lacking": lack}
    here = len(clips) - len(lack)
    value = ngettext("{count} clip of {all}", "{count} clips of {all}", here).format(
        count=here, all=len(clips)
    )
    if not lack:
        return Finding("footage", State.GOOD, _("demo footage"), value, facts=facts)
    mend = _(
        "munara demo fetches it; without a network name a folder in MUNARA_ASSETS that holds {paths}"
    ).format(paths=", ".join(f"footage/{name}" for name in lack))
    return Finding("footage", State.WARNING, _("demo footage"), value, mend, facts)
