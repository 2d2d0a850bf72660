"""Which detector is used: the one that the settings name, else the best that can be had."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from console.asset_sources.obtain import fetch_asset
from console.assets import find_asset, has_asset, known_assets, origin_of
from console.detection.model import Model
from console.language import _
from console.problem import Problem

_BEST_FIRST = ("yolox_nano.onnx", "yolov3-tiny.weights")
_DARKNET = ".weights"


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A model file that stands on this machine."""

    path: Path
    origin: str  # a folder, an address, a package

    @property
    def name(self) -> str:
        """As records name it."""
        return self.path.stem

    @property
    def title(self) -> str:
        """As the bar names it."""
        slow = self.path.suffix == _DARKNET
        return _("slow detector {name}").format(name=self.name) if slow else self.name

    def load(self) -> Model:
        """A new instance, for one thread.

        Raises:
            Problem: the file holds no model that Munara knows.
        """
        # Each runtime takes a while to load, and only one is needed.
        if self.path.suffix == _DARKNET:
            from console.detection.darknet import DarknetModel

            return DarknetModel.load(self.path)
        from console.detection.onnx_runtime import OnnxModel

        return OnnxModel.load(self.path)


def local_model(setting: str, folder: Path) -> ModelFile | None:
    """The model that is used as things stand, with nothing fetched; None if there is none.

    Args:
        setting: a file's name, or "" for the best.
        folder: of the models that were added to a desk.

    Raises:
        Problem: a file is there, and is another than Munara knows by its name.
    """
    for name in (setting,) if setting else _BEST_FIRST:
        if (folder / name).is_file():
            return ModelFile(folder / name, str(folder))
        if name in known_assets() and has_asset(name):
            return ModelFile(find_asset(name), origin_of(name))
    return None


def get_model(setting: str, folder: Path) -> ModelFile:
    """As `local_model`, and fetches what is not here; YOLOX-nano first, then the fallback.

    Raises:
        Problem: none can be had.
    """
    best = setting or _BEST_FIRST[0]
    if model := local_model(best, folder):
        return model
    if setting and setting not in known_assets():
        raise Problem(_("the model is not here"), where=setting, mend=_("Bring it: munara models add FILE"))
    try:
        return _fetched(best)
    except Problem as problem:
        if setting:
            raise
        try:
            return _fetched(_BEST_FIRST[1])
        except Problem as second:
            what = f"{problem.what}; {second.where}: {second.what}"
            raise Problem(what, where=problem.where, mend=problem.mend) from None


def _fetched(name: str) -> ModelFile:
    return ModelFile(fetch_asset(name), origin_of(name))
