"""The form for a shift log: which span, what narrows it, as what file and in which language."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import Enum
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from console.clock import Clock, wall_time
from console.journal.look_reason import LookReason
from console.journal.query import Query
from console.journal.shift import ShiftStanding
from console.journal.shift_log import ShiftLogOrder
from console.language import LANGUAGE_NAMES, LANGUAGES, N_, _, language
from ui.fields.choices import fill
from ui.shift.document_text import shift_text
from ui.theme import colours
from ui.violations.form_frame import FormFrame, LabelledRows, Tone
from ui.violations.moment import moment_text, read_moment

_DAY = timedelta(days=1)
_MOST_LETTERS = 200


class Span(Enum):
    THIS_SHIFT = N_("this shift")
    LAST_SHIFT = N_("the shift before")
    LAST_DAY = N_("the last 24 hours")
    TYPED = N_("from … to …")


_SHIFTS = (Span.THIS_SHIFT, Span.LAST_SHIFT)
_USUAL = (*_SHIFTS, Span.LAST_DAY)  # the first of them that can be is where one starts
_MISSING = {
    Span.THIS_SHIFT: N_("{span} – none is open"),
    Span.LAST_SHIFT: N_("{span} – there was none"),
}


class Format(Enum):
    """The value is the end of the file's name."""

    PDF = "pdf"
    XLSX = "xlsx"
    CSV = "csv"

    def title(self) -> str:
        return _(_FORMATS[self])


_FORMATS = {
    Format.PDF: N_("PDF, for paper"),
    Format.XLSX: N_("XLSX, a workbook"),
    Format.CSV: N_("CSV, a table"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A shift log but for its file."""

    query: Query
    shift_seq: int
    format: Format
    language: str

    def order(self, file: Path, *, reason: LookReason | None, ref: str) -> ShiftLogOrder:
        return ShiftLogOrder(
            file,
            query=self.query,
            shift_seq=self.shift_seq,
            language=self.language,
            reason=reason,
            ref=ref,
        )


class ShiftLogForm(FormFrame):
    """Thread: GUI. `wanted` says what is to be made; the file is asked for elsewhere."""

    wanted = Signal(object)  # Wanted

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._standing: ShiftStanding | None = None
        self._free = True
        self._spans = QStandardItemModel(self)
        self._span, self._format, self._language = QComboBox(), QComboBox(), QComboBox()
        self._which = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._since, self._until = QLineEdit(maxLength=40), QLineEdit(maxLength=40)
        self._words = QLineEdit(maxLength=_MOST_LETTERS)
        self._span.setModel(self._spans)
        self._language.addItems(list(LANGUAGE_NAMES.values()))
        self._rows = LabelledRows()
        for name, field in (
            ("span", self._span),
            ("which", self._which),
            ("since", self._since),
            ("until", self._until),
            ("words", self._words),
            ("format", self._format),
            ("language", self._language),
        ):
            self._rows.add(name, field)
        self._content.addLayout(self._rows)
        self.watch(self._span, self._since, self._until, self._words, self._format, self._language)
        self._span.currentIndexChanged.connect(self._show_span)
        self.retranslate()

    def open(self, standing: ShiftStanding | None) -> None:
        """`standing`: how shifts stand now."""
        self._standing = None  # so that it starts anew
        self.show_standing(standing)
        self._language.setCurrentIndex(LANGUAGES.index(language()))
        self._span.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_standing(self, standing: ShiftStanding | None) -> None:
        """What is chosen stays so; where nothing was known before, it is at least something that can be."""
        starts = self._standing is None and standing is not None
        self._standing = standing
        if starts and not self._can_be(self._chosen()):
            self._span.setCurrentIndex([*Span].index(next(filter(self._can_be, _USUAL))))
        self._fill_spans()
        self._show_span()

    def make_free(self, *, free: bool) -> None:
        """Whether another can be asked for now."""
        self._free = free
        self._show_do()

    def submit(self) -> None:
        span = self._chosen()
        if not self._can_be(span):
            self.say(self._which.text(), tone=Tone.MISSING, field=self._span)
            return
        if not self._free:
            return
        query = self._typed() if span is Span.TYPED else Query(since_utc=self._day_ago(span))
        if query is None:
            return
        self.say("", tone=Tone.WAITING)
        query = replace(query, words=self._words.text().strip())
        as_what, code = [*Format][self._format.currentIndex()], LANGUAGES[self._language.currentIndex()]
        self.wanted.emit(Wanted(query, self._shift_seq(span), as_what, code))

    def retranslate(self) -> None:
        super().retranslate()
        self._title.setText(_("Shift log"))
        self._rows.set_texts(
            {
                "span": _("Span"),
                "which": "",
                "since": _("From"),
                "until": _("To"),
                "words": _("Only"),
                "format": _("File"),
                "language": _("Language"),
            }
        )
        self._fill_spans()
        fill(self._format, [each.title() for each in Format])
        self._words.setPlaceholderText(_("all, or entries with these words"))
        now = wall_time(self._clock.now_utc(), self._clock)
        for field, example in ((self._since, now - _DAY), (self._until, now)):
            field.setPlaceholderText(moment_text(example))
        self._which.setStyleSheet(f"color: {colours().quiet.name()};")
        self._do.setText(_("Save as… · Enter"))
        self._back.setText(_("Back · Esc"))
        self._show_span()

    def _chosen(self) -> Span:
        return tuple(Span)[max(self._span.currentIndex(), 0)]

    def _can_be(self, span: Span) -> bool:
        """False too while it is still being read how shifts stand."""
        return span not in _SHIFTS or self._shift_seq(span) > 0

    def _fill_spans(self) -> None:
        """What there is not can be seen, and not chosen."""
        missing = {span for span in _SHIFTS if self._standing is not None and not self._can_be(span)}
        titles = {span: _(span.value) for span in Span}
        titles |= {span: _(_MISSING[span]).format(span=titles[span]) for span in missing}
        fill(self._span, [*titles.values()])
        for row, span in enumerate(Span):
            self._spans.item(row).setEnabled(span not in missing)

    def _show_do(self) -> None:
        self._do.setEnabled(self._free and self._can_be(self._chosen()))

    def _typed(self) -> Query | None:
        """The span that was typed; None where that is none, which is said."""
        now = wall_time(self._clock.now_utc(), self._clock)
        since = read_moment(self._since.text(), now=now)
        until = read_moment(self._until.text(), now=now) if self._until.text().strip() else now
        for field, moment in ((self._since, since), (self._until, until)):
            if moment is None:
                text = _("Type a time, or a day and a time, as in {example}.")
                said = text.format(example=field.placeholderText())
                self.say(said, tone=Tone.MISSING, field=field)
        if since is None or until is None:
            return None
        if until <= since:
            self.say(_("It ends before it begins."), tone=Tone.MISSING, field=self._until)
            return None
        return Query(since_utc=since.astimezone(UTC), until_utc=until.astimezone(UTC))

    def _day_ago(self, span: Span) -> datetime | None:
        return self._clock.now_utc() - _DAY if span is Span.LAST_DAY else None

    def _shift_seq(self, span: Span) -> int:
        """Of an entry that opened or closed the shift; 0 where there is none."""
        last = self._standing.last if self._standing else None
        if last is None or span not in _SHIFTS:
            return 0
        if span is Span.THIS_SHIFT:
            return 0 if last.end else last.seq
        return last.seq if last.end else last.closed_seq

    def _show_span(self) -> None:
        span = self._chosen()
        self._show_do()
        for name, field in (("since", self._since), ("until", self._until)):
            for part in (field, self._rows.label(name)):
                part.setVisible(span is Span.TYPED)
        text = self._which_text(span)
        self._which.setText(text)
        for part in (self._which, self._rows.label("which")):
            part.setVisible(bool(text))

    def _which_text(self, span: Span) -> str:
        if span not in _SHIFTS:
            return ""
        last = self._standing.last if self._standing else None
        if self._standing is None:
            return _("reading…")
        if not self._shift_seq(span) or last is None:
            return _("No shift is open.") if span is Span.THIS_SHIFT else _("There was no shift before.")
        if span is Span.LAST_SHIFT and last.end is None:
            whose = _("the shift of {name}").format(name=last.came_from) if last.came_from else ""
            return whose or _("closed by entry {seq}").format(seq=last.closed_seq)
        return shift_text(last.operator, last.opened_at_utc, last.utc_offset_min)
