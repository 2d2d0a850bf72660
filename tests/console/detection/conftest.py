"""The real model, loaded once."""

from __future__ import annotations

import pytest

from console.detection.onnx_runtime import OnnxModel


@pytest.fixture(scope="session")
def model(asset_folder):
    return OnnxModel.load(asset_folder / "models" / "yolox_nano.onnx")
