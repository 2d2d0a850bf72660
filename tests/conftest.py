"""What every test shares: the `--long` switch, English texts, the local assets."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.asset_sources.obtain import obtain
from console.assets import find_asset, has_asset, known_assets
from console.detection.model_file import ModelFile, get_model
from console.language import language, use_language
from console.media.worker.transcode import make_clip
from console.operators import secret
from console.operators.secret import Cost


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="also the tests that are run by hand")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--long"):
        return
    by_hand = [item for item in items if item.get_closest_marker("long")]
    if by_hand:
        config.hook.pytest_deselected(items=by_hand)
        items[:] = [item for item in items if item not in by_hand]


@pytest.fixture(autouse=True)
def _english():
    before = language()
    use_language("en")
    yield
    use_language(before)


@pytest.fixture
def cheap_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Secrets are hashed at next to no cost: slow by design is for people, not for tests."""
    monkeypatch.setattr(secret, "DESK_COST", Cost(time=1, memory_kb=8))


@pytest.fixture(scope="session", autouse=True)
def _assets() -> None:
    """What can be had is fetched before the first test: none of them waits for a network by itself."""
    obtain(known_assets())


@pytest.fixture(scope="session")
def asset_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `footage/` and `models/`: whatever can be had, and stand-ins for the other footage.

    The footage is always whole; of the models only those that can be had are there. The closing lines of the
    run name what stood in.
    """
    folder = tmp_path_factory.mktemp("assets")
    for asset in known_assets().values():
        path = folder / asset.folder / asset.name
        path.parent.mkdir(exist_ok=True)
        if has_asset(asset.name):
            path.symlink_to(find_asset(asset.name))
        elif asset.folder == "footage":
            make_clip(find_asset("vtest.avi"), path.with_suffix(".mp4"), start_s=0, seconds=30)
            path.with_suffix(".mp4").replace(path)
    return folder


@pytest.fixture(scope="session")
def model_file(tmp_path_factory: pytest.TempPathFactory) -> ModelFile:
    """The detector that a desk would use here."""
    return get_model("", tmp_path_factory.mktemp("models"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for asset in known_assets().values():
        if not has_asset(asset.name):
            stand_in = "yolov3-tiny" if asset.folder == "models" else "a cut of vtest.avi"
            terminalreporter.write_line(
                f"not to be had here: {asset.name}; tests used {stand_in} in its place"
            )
