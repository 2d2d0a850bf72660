import pytest

from console.cameras.places import PlaceKind
from console.journal.retention import KeepDays
from console.media.sound_cameras import sound_cameras
from console.problem import Problem
from console.settings import Settings, load_settings
from tests.console.review_desk import CAMERAS


def test_no_file_means_the_defaults(tmp_path):
    assert load_settings(tmp_path / "munara.toml") == Settings()


def test_what_is_set_is_used(tmp_path):
    file = tmp_path / "munara.toml"
    file.write_text('desk = "пост-2"\ndetector_threads = 3\nlanguage = "kk"\n', encoding="utf-8")
    assert load_settings(file) == Settings(desk="пост-2", detector_threads=3, language="kk")


def test_places_that_keep_their_main_stream(tmp_path):
    file = tmp_path / "munara.toml"
    file.write_text('main_stream_places = "school kindergarten"', encoding="utf-8")
    assert load_settings(file).main_stream_kinds == {PlaceKind.SCHOOL, PlaceKind.KINDERGARTEN}
    assert Settings().main_stream_kinds == frozenset()


def test_no_cameras_sound_is_kept_unless_somebody_writes_it(tmp_path, caplog):
    file = tmp_path / "munara.toml"
    file.write_text('sound_cameras = "0402 9999"', encoding="utf-8")
    kept, (problem,) = sound_cameras(load_settings(file).sound_cameras, CAMERAS)
    assert kept == {"c1"}
    assert "9999" in str(problem) and str(problem) in caplog.text
    assert sound_cameras(Settings().sound_cameras, CAMERAS) == (frozenset(), ())


def test_cameras_that_are_asked_for_their_own_alarms(tmp_path):
    file = tmp_path / "munara.toml"
    file.write_text('camera_alarms = "0402 0403:8080"', encoding="utf-8")
    assert load_settings(file).alarm_cameras == (("0402", 80), ("0403", 8080))
    assert Settings().alarm_cameras == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('langauge = "ru"', "the key langauge is not known. Did you mean language."),
        ("colour = 1", "Known keys: desk, language"),
        ("detector_threads = true", "wrong kind. Write it like detector_threads = 1"),
        ("detector_threads = 0", "Use a number from 1 to 64"),
        ('theme = "pink"', "Use one of: 'dark', 'light'"),
        ('main_stream_places = "school garden"', "cannot be 'garden'. Use one of: 'school', 'kindergarten'"),
        ('hardware_decoding = "on"', "cannot be 'on'. Use one of: 'measured', 'off'"),
        ('camera_alarms = "0402:http"', "cannot be '0402:http'. Write it like camera_alarms ="),
        ('camera_alarms = "0402 :80"', "cannot be ':80'"),
        ("desk = ", "Mend the line"),
    ],
)
def test_a_fault_is_one_line_with_its_mend(tmp_path, text, says):
    file = tmp_path / "munara.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Problem) as caught:
        load_settings(file)
    assert says in str(caught.value)
    assert str(file) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_how_long_evidence_is_kept(tmp_path):
    file = tmp_path / "munara.toml"
    file.write_text("keep_days_dismissed = 90\nkeep_days_violation = 1825\n", encoding="utf-8")
    assert load_settings(file).keep_days == KeepDays(dismissed=90, violation=1825)
    assert Settings().keep_days == KeepDays()
    assert KeepDays() == KeepDays(dismissed=30, violation=0, voided=0, other=0)


@pytest.mark.parametrize("key", ["dismissed", "violation", "voided", "other"])
def test_days_are_no_less_than_none(tmp_path, key):
    file = tmp_path / "munara.toml"
    file.write_text(f"keep_days_{key} = -1", encoding="utf-8")
    with pytest.raises(Problem, match="from 0 to 36500"):
        load_settings(file)
