"""What is looked for in the journal: words, kinds of entries, where, what, by whom, what became of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from console.clock import Clock, wall_time
from console.journal.entry import Kind
from console.journal.query import Query, Standing
from console.journal.wording import kind_title
from console.language import N_, _
from ui.journal.chip import Chip
from ui.journal.saved_menu import SavedMenu
from ui.journal.time_span import TimeSpan, read_span, span_text
from ui.theme import colours
from ui.violations.form_frame import Tone

DEBOUNCE_MS = 200  # a search a word, not one a letter
PAGE = 200

_KINDS: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    (N_("Everything"), ()),
    (N_("Violations"), (Kind.VIOLATION_RECORDED, Kind.VIOLATION_AMENDED, Kind.VIOLATION_VOIDED)),
    (
        N_("Alerts"),
        (
            Kind.ALERT_RAISED,
            Kind.ALERT_TAKEN,
            Kind.ALERT_ESCALATED,
            Kind.ALERT_DISMISSED,
            Kind.DISMISSAL_REVIEWED,
            Kind.ALERT_REOPENED,
            Kind.ALERT_EXPIRED,
        ),
    ),
    (
        N_("Evidence"),
        (Kind.EVIDENCE_STORED, Kind.EVIDENCE_HELD, Kind.EVIDENCE_RELEASED, Kind.EVIDENCE_ERASED),
    ),
    (N_("Cameras"), (Kind.CAMERA_LOST, Kind.CAMERA_RESTORED, Kind.CAMERA_CHANGED, Kind.DECODER_DIED)),
    (
        N_("People and shifts"),
        (Kind.SIGNED_IN, Kind.SIGNED_OUT, Kind.SHIFT_OPENED, Kind.SHIFT_CLOSED, Kind.REFUSED),
    ),
    (
        N_("Who looked at what"),
        (Kind.LOOKED_AT, Kind.EXPORT_MADE, Kind.MASK_LIFTED, Kind.MASK_FILLED),
    ),
)
_STANDINGS = {Standing.AMENDED: N_("Amended"), Standing.VOIDED: N_("Voided")}
_FIELDS = {"place": N_("Place"), "offence": N_("Offence"), "operator": N_("Operator")}  # as Query names them


class SearchBar(QWidget):
    """Thread: GUI. Says when something else is looked for; typing is waited out."""

    changed = Signal()
    exportWanted = Signal()  # noqa: N815 - Qt's way
    tableWanted = Signal()  # noqa: N815 - down into what was found

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        """`clock`: whose wall times are typed."""
        super().__init__(parent)
        self._clock = clock
        self._more = Query()  # limits of a recalled search that have no field here
        self._words = QLineEdit(clearButtonEnabled=True)
        self._kinds = QComboBox(sizeAdjustPolicy=QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.saved = SavedMenu()
        self._export = QPushButton()
        self._when = QLineEdit(clearButtonEnabled=True)
        self._fields = {name: QLineEdit(clearButtonEnabled=True) for name in _FIELDS}
        self._standings = {standing: Chip() for standing in _STANDINGS}
        self._clip = Chip()
        self._drop_more = QPushButton()
        self._tone = Tone.WAITING
        self._count = QLabel(wordWrap=True)
        self._debounce = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._lay_out()
        self._connect()
        self.retranslate()

    def query(self) -> Query:
        """What is being looked for, without the page."""
        kinds: tuple[Kind | str, ...] = _KINDS[max(self._kinds.currentIndex(), 0)][1]
        standing = next((each for each, chip in self._standings.items() if chip.isChecked()), Standing.ANY)
        place, offence, operator = (self._fields[name].text().strip() for name in _FIELDS)
        span = self._span()
        return replace(
            self._more,
            since_utc=span.since.astimezone(UTC) if span.since else None,
            until_utc=span.until.astimezone(UTC) if span.until else None,
            words=self._words.text().strip(),
            kinds=kinds or self._more.kinds,
            standing=standing,
            place=place,
            offence=offence,
            operator=operator,
            with_clip=self._clip.isChecked(),
            limit=PAGE,
        )

    def show_query(self, query: Query) -> None:
        """Looks for that; what has no field here is said on a button that drops it."""
        known = [kinds for _name, kinds in _KINDS]
        row = known.index(query.kinds) if query.kinds in known else 0  # type: ignore[arg-type]
        self._more = Query(kinds=() if row else query.kinds, camera=query.camera)
        zone = self._now().tzinfo
        span = TimeSpan(*(each and each.astimezone(zone) for each in (query.since_utc, query.until_utc)))
        self.blockSignals(True)
        self._words.setText(query.words)
        self._when.setText(span_text(span))
        self._kinds.setCurrentIndex(row)
        for name, field in self._fields.items():
            field.setText(getattr(query, name))
        for standing, chip in self._standings.items():
            chip.setChecked(standing is query.standing)
        self._clip.setChecked(query.with_clip)
        self.blockSignals(False)
        self._show_more()
        self.changed.emit()

    def focus_words(self) -> None:
        self._words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._words.selectAll()

    def look_soon(self) -> None:
        """Looks again once nothing has happened for a moment."""
        self._debounce.start()

    def rest(self) -> None:
        """It is being looked for now."""
        self._debounce.stop()

    def say(self, text: str, tone: Tone) -> None:
        """How what was asked for ended."""
        self._tone = tone
        self._count.setText(text)
        self._colour_count()

    def say_found(self, text: str) -> None:
        """How many were found, or why nothing can be."""
        if read_span(self._when.text(), now=self._now()) is None:
            self.say(_("When? {how}").format(how=self._when.toolTip()), Tone.MISSING)
        else:
            self.say(text, Tone.WAITING)

    def _colour_count(self) -> None:
        self._count.setStyleSheet(f"color: {getattr(colours(), self._tone.value).name()}; padding: 0 2px;")

    def retranslate(self) -> None:
        self._colour_count()
        self._words.setPlaceholderText(_("Words, camera number, place, operator, article…"))
        self._words.setAccessibleName(_("Search the journal"))
        chosen = max(self._kinds.currentIndex(), 0)
        self._kinds.blockSignals(True)
        self._kinds.clear()
        self._kinds.addItems([_(name) for name, _kinds in _KINDS])
        self._kinds.setCurrentIndex(chosen)
        self._kinds.blockSignals(False)
        self._kinds.setAccessibleName(_("Kinds of entries"))
        self._export.setText(_("Export…"))
        self._export.setToolTip(_("Writes what is being looked for into a file"))
        self._when.setPlaceholderText(_("When"))
        self._when.setAccessibleName(_("When"))
        self._when.setToolTip(
            _("A day (24.11), days (20.11–24.11), hours (24.11 22:00–06:00), or a side left open (24.11–)")
        )
        for name, field in self._fields.items():
            field.setPlaceholderText(_(_FIELDS[name]))
            field.setAccessibleName(_(_FIELDS[name]))
        for standing, chip in self._standings.items():
            chip.set_title(_(_STANDINGS[standing]))
        self._clip.set_title(_("With clip"))
        self._show_more()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event:
            case QKeyEvent() if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down:
                self.tableWanted.emit()
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        top, below = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self._words, 1)
        for part in (self._kinds, self.saved, self._export):
            top.addWidget(part)
        for part in (*self._standings.values(), self._clip, self._drop_more):
            below.addWidget(part)
        for field in (self._when, *self._fields.values()):
            below.addWidget(field, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addLayout(below)
        layout.addWidget(self.saved.form)
        layout.addWidget(self._count)

    def _connect(self) -> None:
        self._words.installEventFilter(self)
        for field in (self._words, self._when, *self._fields.values()):
            field.textChanged.connect(lambda _text: self._debounce.start())
            field.returnPressed.connect(self.changed)
        self._kinds.currentIndexChanged.connect(lambda _row: self.changed.emit())
        self._debounce.timeout.connect(self.changed)
        self._export.clicked.connect(self.exportWanted)
        self._clip.toggled.connect(lambda _on: self.changed.emit())
        self._drop_more.clicked.connect(self._on_drop_more)
        self.saved.recalled.connect(self.show_query)
        for standing, chip in self._standings.items():
            chip.toggled.connect(lambda on, chosen=standing: self._on_standing(chosen, on))

    def _on_standing(self, chosen: Standing, on: bool) -> None:
        """One at the most: a violation that is void is looked for as that."""
        for standing, chip in self._standings.items():
            if on and standing is not chosen:
                chip.put_out()
        self.changed.emit()

    def _now(self) -> datetime:
        """By the desk's wall clock."""
        return wall_time(self._clock.now_utc(), self._clock)

    def _span(self) -> TimeSpan:
        """What means no time finds nothing: to look through everything would look like an answer."""
        now = self._now()
        return read_span(self._when.text(), now=now) or TimeSpan(now, now)

    def _on_drop_more(self) -> None:
        self._more = Query()
        self._show_more()
        self.changed.emit()

    def _show_more(self) -> None:
        more = self._more
        parts = [more.camera, *(kind_title(kind) for kind in more.kinds[:2])]
        text = ", ".join(part for part in parts if part) + ("…" if len(more.kinds) > 2 else "")
        self._drop_more.setVisible(bool(text))
        self._drop_more.setText(f"{text} ✕")
        self._drop_more.setToolTip(_("Looks without this limit"))
