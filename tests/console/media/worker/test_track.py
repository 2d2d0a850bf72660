"""What a connection's packets share, from one connection to the next."""

from __future__ import annotations

from console.media.worker.stream import open_stream


def _track(clip, before=None):
    with open_stream(str(clip), kind="file", before=before) as stream:
        return stream.track


def test_another_connection_with_the_same_video_makes_no_template_anew(clip):
    first = _track(clip)
    again = _track(clip, first)
    assert again is not first  # a ring tells connections apart by it
    assert again.template is first.template


def test_other_video_has_a_template_of_its_own(clip, tmp_path, encode_clip):
    other = encode_clip(tmp_path / "other.mp4", 5, width=160, height=96)
    first = _track(clip)
    assert _track(other, first).template.width == 160
