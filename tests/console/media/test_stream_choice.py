"""Main or sub, by the height of the tile and the time since the last change."""

from console.media.stream_choice import StreamChoice, StreamKind

_S = 1_000_000_000
MAIN, SUB = StreamKind.MAIN, StreamKind.SUB


def _kinds(choice, *looks):
    return [choice.look(height, now_ns=round(at_s * _S)) for at_s, height in looks]


def test_a_larger_tile_gets_main_at_once_and_a_small_one_sub_after_a_second():
    choice = StreamChoice(SUB)
    assert _kinds(choice, (0, 135), (1, 300)) == [SUB, MAIN]
    assert _kinds(choice, (10, 171), (10.9, 171), (11, 171)) == [MAIN, MAIN, SUB]


def test_between_the_two_heights_nothing_changes():
    assert _kinds(StreamChoice(SUB), (0, 200), (20, 229)) == [SUB, SUB]
    assert _kinds(StreamChoice(MAIN), (0, 200), (20, 172)) == [MAIN, MAIN]


def test_a_tile_that_was_small_for_a_moment_keeps_main():
    assert _kinds(StreamChoice(MAIN), (0, 135), (0.9, 240), (1.5, 135), (2.4, 135)) == [MAIN] * 4


def test_one_change_in_five_seconds():
    choice = StreamChoice(SUB)
    assert _kinds(choice, (0, 300), (1, 135), (4.9, 135), (5, 135)) == [MAIN, MAIN, MAIN, SUB]
    assert _kinds(choice, (6, 300), (9.9, 300), (10, 300)) == [SUB, SUB, MAIN]


def test_full_screen_waits_for_nothing():
    choice = StreamChoice(SUB)
    assert _kinds(choice, (0, 300), (5, 135), (6, 135), (7, 1080)) == [MAIN, MAIN, SUB, MAIN]


def test_main_is_kept_while_somebody_holds_it():
    choice = StreamChoice(SUB)
    assert [choice.look(0, now_ns=at * _S, held=True) for at in (0, 1, 20)] == [MAIN] * 3
    assert choice.look(0, now_ns=21 * _S) is SUB
