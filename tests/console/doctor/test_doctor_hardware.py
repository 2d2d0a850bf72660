"""What the doctor says of hardware decoders that are made up, and what it keeps for the desk."""

from __future__ import annotations

from dataclasses import replace

import pytest

from console.bench import hardware as bench
from console.bench.hardware import Measured, TrialError
from console.bench.hardware_trial import CLASSES
from console.doctor.finding import State
from console.doctor.hardware import hardware
from console.media.hardware_verdict import Cost, Trial, Verdict, load_verdict, save_verdict, verdict_file
from console.media.worker import codec_list
from console.paths import DataFolder

SUB = Trial("h264", 360, Cost(750.2, 760), Cost(380, 900), 88.1)
MAIN = Trial("h264", 1080, Cost(7000, 7100), Cost(2400.4, 3900), 88.1)
VERDICT = Verdict("driver 1", "8.1.2", "cuda", 287, (SUB, MAIN))


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """Devices that open, and what their trial finds."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    def make(**found: Measured | str) -> None:
        listed = replace(codec_list.codec_list(), hardware={"drm": True, **dict.fromkeys(found, True)})

        def measure(device):
            if isinstance(found[device], str):
                raise TrialError(found[device])
            return found[device]

        monkeypatch.setattr(codec_list, "codec_list", lambda: listed)
        monkeypatch.setattr(bench, "measure", measure)

    return make


def _look(tmp_path):
    return hardware(DataFolder(tmp_path / "desk"))


def test_without_a_device_it_is_one_calm_line(machine, tmp_path, capsys):
    machine()
    (found,) = _look(tmp_path)
    assert (found.state, found.value) == (State.GOOD, "no hardware decoder answers here: software")
    assert found.mend == "" and capsys.readouterr().err == ""
    assert not verdict_file().exists()


def test_each_class_is_a_line_with_its_figures_and_what_follows(machine, tmp_path, capsys):
    machine(cuda=Measured(VERDICT, ((CLASSES[2], "no such decoder"),)))
    summary, sub, main, hevc = _look(tmp_path)
    assert summary.value == "NVIDIA (driver 1), 287 streams at once"
    assert sub.what == "H.264 from 360 lines"
    assert sub.value == (
        "not better in hardware, software decodes: 380 µs of processor time a frame instead of 750, "
        "there after 900 µs instead of 760"
    )
    assert main.value == (
        "better in hardware, which the desk uses: 2400 µs of processor time a frame instead of 7000, "
        "there after 3900 µs instead of 7100"
    )
    assert hevc.what == "H.265 from 1080 lines"
    assert hevc.value == "the hardware does not take it (no such decoder): software decodes"
    assert {found.state for found in (summary, sub, main, hevc)} == {State.GOOD}
    assert len({found.key for found in (summary, sub, main, hevc)}) == 4
    assert load_verdict(verdict_file()) == VERDICT
    assert "up to a minute" in capsys.readouterr().err


def test_a_wrong_picture_is_told_as_such(machine, tmp_path):
    machine(cuda=Measured(replace(VERDICT, trials=(replace(MAIN, psnr_db=12.5),)), ()))
    _summary, main = _look(tmp_path)
    assert main.value == "the hardware's picture is another one (12.5 dB): software decodes"


def test_the_device_that_does_more_is_the_desks(machine, tmp_path):
    other = replace(VERDICT, device="qsv", trials=(replace(SUB, hardware=Cost(300, 500)), MAIN))
    machine(cuda=Measured(VERDICT, ()), qsv=Measured(other, ()))
    found = _look(tmp_path)
    assert found[0].value.startswith("Intel Quick Sync (driver 1)")
    assert load_verdict(verdict_file()).device == "qsv"


def test_a_driver_that_breaks_down_is_a_warning_and_the_old_verdict_goes(machine, tmp_path):
    machine(cuda="its process ended with -11")
    save_verdict(VERDICT, verdict_file())
    summary, broken = _look(tmp_path)
    assert summary.value == "software decodes"
    assert broken.state is State.WARNING
    assert broken.value == "NVIDIA could not be tried out (its process ended with -11): software decodes"
    assert broken.mend
    assert not verdict_file().exists()


def test_a_verdict_that_cannot_be_kept_is_a_warning(machine, tmp_path, monkeypatch):
    machine(cuda=Measured(VERDICT, ()))
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    summary = _look(tmp_path)[0]
    assert summary.state is State.WARNING
    assert "hardware.json cannot be written" in summary.mend


def test_a_desk_that_switched_it_off_is_told_so(machine, tmp_path):
    machine(cuda=Measured(VERDICT, ()))
    folder = DataFolder(tmp_path / "desk")
    folder.root.mkdir()
    folder.settings_file.write_text('hardware_decoding = "off"\n')
    assert 'munara.toml says hardware_decoding = "off"' in hardware(folder)[0].mend
