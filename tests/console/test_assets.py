import shutil

import pytest

from console.assets import find_asset, known_assets
from console.problem import Problem


def test_every_asset_is_found_and_is_what_it_should_be(asset_folder):
    for name in known_assets():
        assert find_asset(name) == asset_folder / known_assets()[name].folder / name


def test_a_truncated_file_is_refused_by_its_hash(asset_folder, tmp_path, monkeypatch):
    (tmp_path / "models").mkdir()
    whole = (asset_folder / "models" / "yolox_nano.onnx").read_bytes()
    (tmp_path / "models" / "yolox_nano.onnx").write_bytes(whole[:-1])
    monkeypatch.setenv("MUNARA_ASSETS", str(tmp_path))
    with pytest.raises(Problem, match="SHA-256 differs"):
        find_asset("yolox_nano.onnx")


def test_a_missing_file_says_where_to_put_it(tmp_path, monkeypatch):
    monkeypatch.setenv("MUNARA_ASSETS", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with pytest.raises(Problem, match=r"MUNARA_ASSETS .* footage/vtest\.avi"):
        find_asset("vtest.avi")


def test_the_cache_serves_when_no_folder_is_named(asset_folder, tmp_path, monkeypatch):
    monkeypatch.delenv("MUNARA_ASSETS")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    cached = tmp_path / "munara" / "assets" / "models" / "yolox_nano.onnx"
    cached.parent.mkdir(parents=True)
    shutil.copy(asset_folder / "models" / "yolox_nano.onnx", cached)
    assert find_asset("yolox_nano.onnx") == cached
