"""What people search by, taken out of an entry: its subject and its words. Can be made again at any time.

The index holds words as they were said and, for filters, marked words: a letter for private use, which nobody
types and no text keeps, then the word. So one look into one index answers a whole question, newest first, and
ends with the first page.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from functools import lru_cache
from typing import Any

from console.journal.body import RESERVED
from console.journal.entry import Kind
from console.journal.offences import find_offence

_WORD = re.compile(r"[^\W_]+")
_NO_WORD = re.compile(r"[\W_]+")
_JOINT = "\ue00f"  # between the parts of an exact word: koap-434-2 is one, and not koap-4342
# A word that holds ә, ғ, қ, ң, ө, ұ, ү, һ or і is also typed on a Russian keyboard; so is ё.
_ALIKE = tuple(zip("ёәғқңөұүһі", "еагкноуухи", strict=True))


class Facet(Enum):
    """What a marked word is about; the letter that stands before it in the index."""

    ACTOR = "\ue000"
    PLACE = "\ue001"
    NUMBER = "\ue002"  # the camera's, as people type it
    CAMERA = "\ue003"  # its number and its id, each exact
    OFFENCE = "\ue004"  # its code, exact
    ARTICLE = "\ue005"  # exact
    KIND = "\ue006"  # exact
    MARK = "\ue007"  # a Mark, exact


class Mark(Enum):
    """What later entries say of an entry."""

    CLIP = "clip"
    AMENDED = "amended"
    VOIDED = "voided"


_MARKS: Mapping[str, Mark] = {
    Kind.EVIDENCE_STORED: Mark.CLIP,  # if it stored one
    Kind.VIOLATION_AMENDED: Mark.AMENDED,
    Kind.VIOLATION_VOIDED: Mark.VOIDED,
}
_MARKED = {"place": Facet.PLACE, "camera_number": Facet.NUMBER}  # keys whose words stand there marked alone
_UNSAID = ("camera_id", "camera_ids", "camera_numbers", "places")  # likewise, or nobody types it
_EXACT = (
    ("camera_id", Facet.CAMERA),
    ("camera_number", Facet.CAMERA),
    ("offence", Facet.OFFENCE),
    ("article", Facet.ARTICLE),
)
_LISTS = (  # key, facet, whether each text is one word
    ("camera_ids", Facet.CAMERA, True),
    ("camera_numbers", Facet.CAMERA, True),
    ("camera_numbers", Facet.NUMBER, False),
    ("places", Facet.PLACE, False),
)
_NAMES = 4096  # of places, cameras, operators: the same ones come again and again
SAID = (Facet.ACTOR, *_MARKED.values())  # what a plain word finds, too


def fold(text: str) -> str:
    """Text as it is compared: case-folded, ё like е and Kazakh letters like those typed in their place.

    й stays another letter than и: every keyboard here has both, and they part words (край, краи). Composed
    first, so that it is one letter wherever it was typed.
    """
    folded = unicodedata.normalize("NFC", text).casefold()
    for letter, typed in _ALIKE:
        folded = folded.replace(letter, typed)
    return folded


@lru_cache(_NAMES)
def query_words(text: str) -> Sequence[str]:
    """The folded words of what somebody typed; each finds every word that begins with it."""
    return tuple(_WORD.findall(fold(text)))


@lru_cache(_NAMES)
def exact(facet: Facet, text: str) -> str:
    """One marked word that stands for a whole text, whatever letters and signs it has."""
    return facet.value + _NO_WORD.sub(_JOINT, fold(text).strip())


def read_body(stored: object) -> dict[str, Any]:
    """The body as it was recorded; empty where it was erased or can no longer be read."""
    try:
        body = json.loads(stored) if isinstance(stored, str | bytes) else {}
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


def subject(body: Mapping[str, Any]) -> tuple[str, str, str]:
    """(camera id, camera number, place) of an entry, "" where it names none."""
    return tuple(str(body.get(key) or "") for key in ("camera_id", "camera_number", "place"))  # type: ignore[return-value]


def words(actor: str, body: Mapping[str, Any], *, kind: str) -> str:
    """Everything of an entry that its reader may remember, and what filters look for."""
    texts = list[str]()
    for key, value in sorted(body.items()):  # the order of canonical JSON: made again, it is the same text
        if key not in RESERVED and key not in _MARKED and key not in _UNSAID:
            texts.extend(_texts(value))
    offence = find_offence(str(body.get("offence", "")))
    if offence is not None:
        texts.extend(offence.names.values())
    # Split here, as questions are: SQLite takes some signs, such as marks of direction, for letters.
    return " ".join([*_WORD.findall(fold("\n".join(texts))), *_marked(actor, body, kind)])


def _marked(actor: str, body: Mapping[str, Any], kind: str) -> Iterator[str]:
    yield exact(Facet.KIND, kind)
    yield from _each_of(Facet.ACTOR, actor)
    for key, facet in _MARKED.items():
        yield from _each_of(facet, str(body.get(key) or ""))
    for key, facet in _EXACT:
        if body.get(key):
            yield exact(facet, str(body[key]))
    yield from _listed(body)
    if _has_clip(body):
        yield exact(Facet.MARK, Mark.CLIP.value)


def _listed(body: Mapping[str, Any]) -> Iterator[str]:
    """Of an entry about several cameras at once, each is found as the only one would be."""
    for key, facet, whole in _LISTS:
        texts = body.get(key)
        for text in texts if isinstance(texts, list) else ():
            if whole and str(text):
                yield exact(facet, str(text))
            elif not whole:
                yield from _each_of(facet, str(text))


def _each_of(facet: Facet, text: str) -> Iterator[str]:
    return (facet.value + word for word in query_words(text))


def mark(kind: str, body: Mapping[str, Any]) -> tuple[int, str] | None:
    """(number of the entry that this one says something of, the word that its own words get for that)."""
    its_mark, about = _MARKS.get(kind), body.get("seq")
    if its_mark is None or not isinstance(about, int) or (its_mark is Mark.CLIP and not _has_clip(body)):
        return None
    return about, exact(Facet.MARK, its_mark.value)


def marks_in(its_words: str) -> list[str]:
    """What later entries have said of an entry, among its words."""
    return [word for word in its_words.split() if word.startswith(Facet.MARK.value)]


def _has_clip(body: Mapping[str, Any]) -> bool:
    files = body.get("evidence")
    return isinstance(files, list) and any(
        isinstance(item, dict) and item.get("role") == "clip" for item in files
    )


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for _key, item in sorted(value.items()):
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
