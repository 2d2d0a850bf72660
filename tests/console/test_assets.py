import pytest

from console.assets import find_asset, has_asset, known_assets, origin_of
from console.problem import Problem


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A named folder and a cache with nothing in them."""
    monkeypatch.setenv("MUNARA_ASSETS", str(tmp_path / "named"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for kind in ("models", "footage"):
        (tmp_path / "named" / kind).mkdir(parents=True)
        (tmp_path / "cache" / "munara" / "assets" / kind).mkdir(parents=True)
    return tmp_path


@pytest.fixture(scope="module")
def street():
    return find_asset("vtest.avi")


def test_what_is_here_is_what_it_should_be():
    """The fallback sources give at least these."""
    here = {name for name in known_assets() if has_asset(name)}
    assert here >= {"vtest.avi", "yolov3-tiny.weights"}
    for name in here:
        assert find_asset(name).stat().st_size == known_assets()[name].size
        assert origin_of(name)


def test_a_named_folder_comes_before_the_cache(folder, street):
    cached = known_assets()["vtest.avi"].cached
    cached.symlink_to(street)
    assert find_asset("vtest.avi") == cached
    named = folder / "named" / "footage" / "vtest.avi"
    named.symlink_to(street)
    assert find_asset("vtest.avi") == named
    assert origin_of("vtest.avi") == str(named.parent)


def test_a_truncated_file_is_refused_by_its_hash(folder, street):
    named = folder / "named" / "footage" / "vtest.avi"
    named.write_bytes(street.read_bytes()[:-1])
    with pytest.raises(Problem, match="SHA-256 differs"):
        find_asset("vtest.avi")


def test_a_missing_file_says_where_to_put_it(folder):
    assert not has_asset("vtest.avi")
    assert origin_of("vtest.avi") == ""
    with pytest.raises(Problem, match=r"MUNARA_ASSETS .* footage/vtest\.avi"):
        find_asset("vtest.avi")


def test_the_cache_serves_when_no_folder_is_named(folder, street, monkeypatch):
    monkeypatch.delenv("MUNARA_ASSETS")
    asset = known_assets()["vtest.avi"]
    asset.cached.symlink_to(street)
    asset.origin_note.write_text("Debian opencv-doc")
    assert find_asset("vtest.avi") == asset.cached
    assert origin_of("vtest.avi") == "Debian opencv-doc"
