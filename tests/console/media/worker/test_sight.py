from console.media.board import Column
from console.media.decode_mode import DecodeMode
from console.media.worker.sight import Sight

_S = 1_000_000_000


def _row(interval_ns: int = 0) -> memoryview:
    row = memoryview(bytearray(8 * len(Column))).cast("q")
    row[Column.INTERVAL_NS] = interval_ns
    return row


def test_packets_without_a_picture_for_ten_seconds_are_blind():
    row = _row()
    sight = Sight(row, now_ns=0)
    assert not sight.is_lost(now_ns=10 * _S)
    assert sight.is_lost(now_ns=10 * _S + 1)


def test_pictures_that_stop_in_mid_stream_are_missed_too():
    row = _row()
    sight = Sight(row, now_ns=0)
    for second in range(60):
        row[Column.DECODED] += 1
        assert not sight.is_lost(now_ns=second * _S)
    assert not sight.is_lost(now_ns=69 * _S)
    assert sight.is_lost(now_ns=70 * _S)


def test_the_packet_after_a_silence_is_no_sign_of_blindness():
    row = _row()
    sight = Sight(row, now_ns=0)
    assert not sight.is_lost(now_ns=0)
    row[Column.DECODED] += 1
    assert not sight.is_lost(now_ns=600 * _S)


def test_a_slow_stream_is_given_five_intervals():
    sight = Sight(_row(20 * _S), now_ns=0)
    assert not sight.is_lost(now_ns=100 * _S)
    assert sight.is_lost(now_ns=101 * _S)


def test_where_nothing_is_to_be_decoded_nothing_is_missed():
    row = _row()
    sight = Sight(row, now_ns=0)
    row[Column.MODE] = DecodeMode.PACKETS
    assert not sight.is_lost(now_ns=60 * _S)
    row[Column.MODE] = DecodeMode.EVERY_FRAME
    assert not sight.is_lost(now_ns=70 * _S)
    assert sight.is_lost(now_ns=71 * _S)
