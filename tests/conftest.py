"""What every test shares: the `--long` switch, English texts, the local assets."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from console.language import language, use_language


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


@pytest.fixture(scope="session")
def asset_folder() -> Path:
    """The folder with `footage/`, `models/`, `truth/` that MUNARA_ASSETS names."""
    folder = os.environ.get("MUNARA_ASSETS", "")
    assert folder, "set MUNARA_ASSETS to the folder with footage/ and models/"
    return Path(folder).absolute()
