import pytest

from console.demo.demo_folder import demo_folder
from console.problem import Problem


def test_an_empty_folder_is_marked_and_taken_again(tmp_path):
    folder = demo_folder(str(tmp_path / "demo"))
    assert folder.demo_mark.exists()
    folder.journal_db.write_bytes(b"x")
    assert demo_folder(str(tmp_path / "demo")) == folder


def test_a_real_desks_folder_is_refused_and_stays_as_it_is(tmp_path):
    (tmp_path / "journal.db").write_bytes(b"real")
    with pytest.raises(Problem, match="empty or its own"):
        demo_folder(str(tmp_path))
    assert [file.name for file in tmp_path.iterdir()] == ["journal.db"]


def test_without_a_name_it_stands_beside_the_real_one(tmp_path, monkeypatch):
    monkeypatch.delenv("MUNARA_DATA", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert demo_folder(None).root == tmp_path / "munara-demo"
