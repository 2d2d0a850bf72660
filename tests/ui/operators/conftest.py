"""A desk at its very first start, over a real engine; its alerts are made up."""

from __future__ import annotations

import pytest

from console.cameras.site_database import Site
from console.engine import Engine
from console.operators.secret import Cost, Hashing
from console.paths import DataFolder
from console.settings import Settings
from tests.fakes.fake_clock import FakeClock
from tests.fakes.made_up import make_camera
from ui.app import App

