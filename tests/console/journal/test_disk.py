"""The room held back for a full disk."""

from console.journal.disk import Reserve


def test_the_reserve_takes_real_blocks_and_gives_them_back(tmp_path):
    reserve = Reserve(tmp_path, size=1 << 20)
    assert reserve.hold()
    assert (tmp_path / "reserve").stat().st_blocks * 512 >= 1 << 20, "a hole would hold nothing back"
    assert reserve.release()
    assert not reserve.held()
    assert not reserve.release()


def test_no_reserve_is_taken_from_a_disk_that_has_no_room(tmp_path):
    reserve = Reserve(tmp_path, size=1 << 60)
    assert not reserve.hold()
    assert list(tmp_path.iterdir()) == []
