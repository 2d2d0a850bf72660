import stat

import pytest

from console.paths import DataFolder
from console.problem import Problem


def test_data_folder_choice(monkeypatch, tmp_path):
    monkeypatch.setenv("MUNARA_DATA", str(tmp_path / "env"))
    assert DataFolder.choose(str(tmp_path / "given")).root == tmp_path / "given"
    assert DataFolder.choose(None).root == tmp_path / "env"
    monkeypatch.delenv("MUNARA_DATA")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "xdg"))
    assert DataFolder.choose(None).root == tmp_path / "xdg" / "munara"


def test_secrets_are_closed_to_others(tmp_path):
    folder = DataFolder(tmp_path / "desk")
    folder.prepare()
    assert stat.S_IMODE(folder.secrets.stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_made_is_one_clear_line(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Problem, match=r"data folder cannot be written .* --data"):
        DataFolder(tmp_path / "file" / "desk").prepare()
