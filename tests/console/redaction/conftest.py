"""Three seconds of a street with several persons, and who a detector finds there; made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.assets import sha256_of
from console.media.worker.transcode import make_clip
from console.redaction.mosaic import Masks
from console.redaction.redaction import Job, Original
from console.redaction.tracking import find_in_clip


@pytest.fixture(scope="session")
def model(model_file):
    return model_file.load()


@pytest.fixture(scope="session")
def street(asset_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    clip = tmp_path_factory.mktemp("street") / "street.mp4"
    make_clip(asset_folder / "footage" / "vtest.avi", clip, start_s=3, seconds=3)
    return clip


@pytest.fixture(scope="session")
def found(street, model):
    return find_in_clip(street, model, masks=Masks([]), progress=lambda _part: None)


@pytest.fixture
def job(tmp_path, street, model_file):
    """The clip alone, nobody kept."""
    return Job(
        originals=(Original(street, sha256_of(street), "clip"),),
        out=tmp_path / "out",
        choosing=tmp_path / "out" / "choosing",
        model=model_file.path,
        model_sha256=sha256_of(model_file.path),
    )
