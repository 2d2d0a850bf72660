"""One entry as a row of the exported table: the cells, what no cell may hold, and the quotes around it."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from typing import Any

from console.journal.search import FoundEntry, evidence_of, stored_entry
from console.journal.wording import case_text, case_texts, kind_title, one_line, summary
from console.language import _
from console.paths import DataFolder

# A spreadsheet takes a cell that begins so for a formula, and formulas can send data away.
FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
_QUOTED = re.compile('[,"\r\n]')
_KEPT = 10_000  # cells and beginnings of summaries that come again
_DAY_MIN = 24 * 60  # no zone is so far off
_LONG_HEAD = 400  # letters; a longer one would be cut, and cut again with what follows

# A violation as canonical JSON writes it, its keys in their order: read so, it takes half the time that JSON
# takes. What looks otherwise, in any way, is read as JSON.
_SAID = r'[^"\\]*(?:\\.[^"\\]*)*'
_VIOLATION = re.compile(
    rf"""\{{"action":"({_SAID})","alert_id":"[^"\\]*","alert_seq":(?:null|[0-9]+),"article":"({_SAID})","""
    rf""""at_utc":"[^"\\]*","camera_id":"[^"\\]*","camera_number":"[^"\\]*","case_numbers":\{{([^{{}}]*)\}},"""
    rf"""(?:"evidence":\[([^\[\]\\]*)\],)?"note":"({_SAID})","offence":"({_SAID})","persons":([0-9]+),"""
    rf""""place":"[^"\\]*","salt":"[0-9a-f]*","vehicles":([0-9]+)\}}"""
)
_FILE = re.compile(r'"file":"([^"]*)"')


def titles() -> list[str]:
    return [
        _("No."),
        _("Time"),
        _("Desk"),
        _("Signed by"),
        _("Kind"),
        _("Camera"),
        _("Place"),
        _("Summary"),
        _("Offence"),
        _("Article"),
        _("Case numbers"),
        _("Note"),
        _("Evidence"),
        _("Hash"),
    ]


def line_of(cells: list[str]) -> str:
    """A line of the table; a reader of CSV gets the cells back, but for what `_cell` says."""
    return ",".join(map(_cell, cells)) + "\r\n"


def entry_line(entry: FoundEntry) -> str:
    body, moment = entry.body, entry.local_time()
    return line_of(
        [
            str(entry.seq),
            moment.isoformat(timespec="seconds") if moment else entry.at_utc,
            entry.desk,
            entry.actor,
            entry.title(),
            entry.camera_number,
            entry.place,
            entry.summary(),
            str(body.get("offence", "")),
            str(body.get("article", "")),
            "; ".join(case_texts(body.get("case_numbers"))),
            str(body.get("note", "")),
            "; ".join(str(item["file"]) for item in evidence_of(body)),
            entry.hash.hex(),
        ]
    )


def _cell(text: str) -> str:
    if not text:
        return ""
    if "\0" in text:
        text = text.replace("\0", "\ufffd")  # where a program that reads the table would end
    if text[0] in FORMULA:
        text = f"'{text}"
    if _QUOTED.search(text):
        text = '"' + text.replace('"', '""') + '"'
    return text


class _Cells(dict[bytes, str]):
    """Stored texts as cells, each made once: names, places and cameras come again and again."""

    def __missing__(self, stored: bytes) -> str:
        if len(self) > _KEPT:
            self.clear()
        self[stored] = cell = _cell(self.read(stored.decode("utf-8", "replace")))
        return cell

    def read(self, text: str) -> str:
        return text


class _KindCells(_Cells):
    def read(self, text: str) -> str:
        return kind_title(text)


class StoredLines:
    """Lines of rows as `each_stored` gives them, the same as `entry_line` would make. Thread: one."""

    def __init__(self, folder: DataFolder) -> None:
        self._folder = folder
        self._cells, self._kinds = _Cells(), _KindCells()
        self._zones: dict[int, tuple[timedelta, str]] = {}
        self._heads: dict[tuple[str, ...], tuple[str, str]] = {}

    def line(self, row: tuple[Any, ...]) -> str:
        try:
            quick = self._quick_line(row)
        except (
            ValueError,
            TypeError,
            OverflowError,
        ):  # damaged: bytes that are no text, a moment that is none
            quick = None
        return quick or entry_line(stored_entry(row, self._folder))

    def _quick_line(self, row: tuple[Any, ...]) -> str | None:
        seq, at_utc, offset_min, desk, actor, kind, body, entry_hash, _camera, number, place = row
        said = _VIOLATION.fullmatch(body.decode()) if body else None
        time = self._time(at_utc, offset_min)
        if said is None or time is None:
            return None
        action, article, numbers, files, note, offence, persons, vehicles = said.groups()
        if "\\" in note:
            note = json.loads(f'"{note}"')
        known = self._head(offence, article, persons, vehicles, action)
        if known is None:
            return None
        head, law = known
        cases = self._cases(numbers) if numbers else []
        text = one_line(" · ".join(filter(None, (head, note, *cases))))
        cells = self._cells
        return (
            f"{seq},{time},{cells[desk]},{cells[actor]},{self._kinds[kind]},{cells[number]},{cells[place]},"
            f"{_cell(text)},{law},{_cell('; '.join(cases))},{_cell(note)},"
            f"{_cell('; '.join(_FILE.findall(files))) if files else ''},{entry_hash.hex()}\r\n"
        )

    def _time(self, at_utc: bytes, offset_min: int) -> str | None:
        """By the desk's clock of then; None for what does not look like a moment as we write it."""
        if len(at_utc) != 27 or at_utc[19:20] + at_utc[26:] != b".Z" or not at_utc[20:26].isdigit():
            return None
        zone = self._zones.get(offset_min)
        if zone is None:
            if abs(offset_min) >= _DAY_MIN:
                return None
            sign, minutes = "-" if offset_min < 0 else "+", abs(offset_min)
            name = f"{sign}{minutes // 60:02}:{minutes % 60:02}"
            zone = self._zones[offset_min] = timedelta(minutes=offset_min), name
        return (datetime.fromisoformat(at_utc[:19].decode()) + zone[0]).isoformat() + zone[1]

    def _cases(self, numbers: str) -> list[str]:
        """What stands in the braces of "case_numbers"."""
        if numbers.count('"') == 4 and "\\" not in numbers:  # one number in one register
            _before, register, _colon, number, _behind = numbers.split('"')
            return [case_text(register, number)] if number else []
        return case_texts(json.loads(f"{{{numbers}}}"))

    def _head(self, *said: str) -> tuple[str, str] | None:
        """(what a summary says before the note, the cells of offence and article); None: read as JSON."""
        known = self._heads.get(said)
        if known is None:
            offence, article, persons, vehicles, action = said
            if any("\\" in text for text in said):
                return None
            body = {"offence": offence, "article": article, "action": action}
            head = summary({**body, "persons": int(persons), "vehicles": int(vehicles)})
            if len(head) > _LONG_HEAD:
                return None
            if len(self._heads) > _KEPT:
                self._heads.clear()
            known = self._heads[said] = head, f"{_cell(offence)},{_cell(article)}"
        return known
