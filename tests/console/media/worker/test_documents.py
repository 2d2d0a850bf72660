"""Documents out of packets, whole and broken."""

from __future__ import annotations

from console.media.worker.documents import Documents

_ONE = b'<?xml version="1.0"?><tt:MetadataStream>' + b"x" * 3000 + b"</tt:MetadataStream>"
_OTHER = b"<MetadataStream>other</MetadataStream>\r\n\0"


def _put(documents: Documents, text: bytes, *, time: int, size: int = 1400) -> list[bytes]:
    return [
        done for at in range(0, len(text), size) for done in documents.put(text[at : at + size], time=time)
    ]


def test_a_document_of_several_packets_is_whole_with_its_last():
    documents = Documents()
    assert documents.put(_ONE[:1400], time=1) == []
    assert documents.put(_ONE[1400:2800], time=1) == []
    assert documents.put(_ONE[2800:], time=1) == [_ONE]
    assert documents.put(_OTHER, time=1) == [_OTHER.rstrip(b"\0\r\n")]


def test_an_end_that_is_cut_in_two_is_found():
    for size in range(1, 60):
        assert _put(Documents(), _ONE, time=5, size=size) == [_ONE]


def test_a_lost_end_does_not_spoil_the_next_document():
    documents = Documents()
    assert documents.put(_ONE[:1400], time=1) == []
    assert documents.put(_OTHER, time=2) == [_ONE[:1400], _OTHER.rstrip(b"\0\r\n")]


def test_a_document_without_end_is_bounded():
    documents = Documents()
    for _packet in range(1000):
        assert documents.put(b"<a>" * 400, time=1) == []
    (document,) = documents.put(b"", time=2)
    assert len(document) == 256 * 1024 + 1


def test_another_connection_begins_anew():
    documents = Documents()
    documents.put(_ONE[:1400], time=1)
    documents.clear()
    assert documents.put(_ONE[1400:], time=1)[0] != _ONE
