"""What the engine hands to its parts."""

from types import SimpleNamespace

import pytest

from console import engine
from console.engine import Engine
from console.media.hardware import Hardware
from console.operators.operator import Operator
from console.operators.roles import Role
from console.paths import DataFolder
from console.settings import Settings

MEASURED = Hardware("cuda", "8.1.2", {}, 4)


class Built(Exception):
    """The host was asked for: what comes after it is of no interest."""


@pytest.mark.parametrize(("setting", "hardware"), [("measured", MEASURED), ("off", None)])
def test_the_hardware_decoder_is_used_as_measured_or_not_at_all(tmp_path, monkeypatch, setting, hardware):
    def build(**parts):
        raise Built(parts["hardware"])

    monkeypatch.setattr(engine, "Host", build)
    monkeypatch.setattr(engine, "measured_hardware", lambda: MEASURED)
    folder = DataFolder(tmp_path)
    folder.prepare()
    with pytest.raises(Built) as caught:
        Engine(
            folder,
            site=SimpleNamespace(zones=(), cameras={}),
            settings=Settings(hardware_decoding=setting),
            operator=Operator("test", Role.DISPATCHER),
            models=lambda: None,
        )
    assert caught.value.args == (hardware,)
