"""The journal: found by words and kind, read in full, corrected; its head and state always in sight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from console.clock import Clock
from console.journal.aftermath import AftermathRead
from console.journal.entry import EntryWritten, Kind
from console.journal.journal import JournalState
from console.journal.offences import Offence
from console.journal.query import Query
from console.journal.saved_searches import SavedSearchesRead
from console.journal.search import FoundEntry, SearchDone
from console.language import _, ngettext
from console.operators.facts import DeskLocked, DeskUnlocked, SignedOut
from console.operators.permissions import Intent
from ui.actions import ActionId, Menu
from ui.in_front import bring_in_front
from ui.journal.clip_place import ClipPlace
from ui.journal.entry_forms import EntryForms, JournalDuty
from ui.journal.entry_panel import EntryPanel
from ui.journal.entry_view import EntryView
from ui.journal.export_ask import ExportAsk
from ui.journal.head_line import HeadLine
from ui.journal.search_bar import SearchBar
from ui.journal.searched_journal import SearchedJournal
from ui.mask_cover import ShownMasks
from ui.physical_key import REST_PROPERTY
from ui.violations.form_frame import Tone
from ui.violations.refusal_text import not_for_role

_REF = "journal window:"
_SAVE = "journal window: save"
_VIOLATIONS = (Kind.VIOLATION_RECORDED, Kind.VIOLATION_AMENDED, Kind.VIOLATION_VOIDED)


class JournalWindow(QWidget):
    """Thread: GUI; the journal searches on its own.

    The app hands it every fact (`hear`), each command on records (`act`) and the state (`show_state`).
    """

    closed = Signal()
    redactWanted = Signal(int)  # noqa: N815 - copies of that entry's pictures are to be made
    evidenceShown = Signal(object)  # noqa: N815 - FoundEntry: somebody sees its pictures

    def __init__(
        self,
        *,
        journal: SearchedJournal,
        duty: JournalDuty,
        clock: Clock,
        offences: Sequence[Offence],
        masks: ShownMasks,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setProperty(REST_PROPERTY, Menu.RECORDS.name)
        self._journal = journal
        self._asked = 0  # counts the searches: an answer to an older one is not shown
        self._total: int | None = None
        self._capped = False  # there are more than were counted
        self._failure = ""
        self._wanted: ActionId | None = None  # to be done once the aftermath has been read
        self._sought: tuple[int, ActionId] | None = None  # an entry, and what is to be done to it if found
        self._bar, self._head = SearchBar(clock), HeadLine()
        self._export = ExportAsk(duty)
        self._view, self._panel = EntryView(), EntryPanel(masks=masks)
        self.shown_camera = self._panel.shown_camera  # as `ShowsCamera` asks
        self._forms = EntryForms(duty, clock=clock, offences=offences)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.resize(1560, 920)

    def open(self) -> None:
        """Shows it in front, looks, and gives the words the keys."""
        bring_in_front(self)
        self.look()
        self._bar.focus_words()

    def look(self) -> None:
        """Searches now."""
        self._bar.rest()
        self._asked += 1
        self._hear(self._journal.search(self._bar.query(), ref=f"{_REF}{self._asked}"))

    def say(self, text: str, tone: Tone = Tone.MISSING) -> None:
        """One line for whoever looks here."""
        self._bar.say(text, tone)

    def act(self, action_id: ActionId) -> None:
        """Amends, voids or packs the chosen violation; opens the window where it is not seen."""
        if not self.isVisible():
            self.open()
        reading = self._panel.entry is not None and self._panel.aftermath is None
        self._wanted = action_id if reading else None
        if not reading:
            self._forms.act(action_id)

    def act_on(self, seq: int, action_id: ActionId) -> None:
        """As `act`, to the violation of entry `seq`, one of the last; whatever was looked for before."""
        self._sought = seq, action_id
        self.open()
        self._bar.show_query(Query(kinds=_VIOLATIONS))

    def back(self) -> bool:
        """Closes a form that is open here; False where Esc means something else."""
        if not self.isActiveWindow():
            return False
        if self._bar.saved.form.isVisible():
            self._bar.saved.form.hide()
            self._bar.focus_words()
            return True
        return self._export.back() or self._forms.back() or self.clips.back()

    def hear(self, fact: object) -> None:
        """Takes what concerns it out of all that the engine tells."""
        self._forms.hear(fact)
        self._export.hear(fact)
        match fact:
            case EntryWritten():
                self._note_written(fact)
            case SearchDone():
                self._show_found(fact)
            case AftermathRead():
                self._show_aftermath(fact)
            case SavedSearchesRead():
                self._show_searches(fact)
            case DeskLocked() | SignedOut():
                self._bar.rest()  # what is about to be read for nobody would be a refusal
                self._panel.rest()
                self._sought = self._wanted = None  # no form may open before the next one's eyes
                if isinstance(fact, SignedOut):
                    self._bar.saved.form.forget()
            case DeskUnlocked():
                self._panel.read_anew()

    def show_state(self, state: JournalState) -> None:
        self._head.show_state(state)

    def close_loader(self) -> None:
        """Ends the reading of evidence; called once, when the desk closes."""
        self._panel.close_loader()

    def retranslate(self) -> None:
        self.setWindowTitle(_("Munara · journal"))
        self._view.retranslate()
        self._head.retranslate()
        self._forms.retranslate()
        self._show_count()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def showEvent(self, _event: object) -> None:
        self.look()
        self._hear(self._journal.read_searches(ref=_REF))
        self._bar.focus_words()

    def hideEvent(self, event: QHideEvent) -> None:
        if not event.spontaneous():  # a window that was made small is read on
            self._view.leave()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self._panel, 1)
        beside.addWidget(self._forms)
        parts = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        parts.addWidget(self._view)
        parts.addWidget(right)
        parts.setStretchFactor(0, 1)
        parts.setSizes([1080, 480])
        self.clips = ClipPlace(parts, self._view, self._panel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 10)
        layout.addWidget(self._bar)
        layout.addWidget(self._export)
        layout.addWidget(parts, 1)
        layout.addWidget(self._head)

    def _connect(self) -> None:
        self._bar.changed.connect(self.look)
        self._bar.exportWanted.connect(lambda: self._export.ask(self._bar.query()))
        self._export.told.connect(self._bar.say)
        self._export.left.connect(self._view.setFocus)
        self._bar.tableWanted.connect(self._view.setFocus)
        self._bar.saved.saveWanted.connect(
            lambda name: self._hear(self._journal.save_search(name, self._bar.query(), ref=_SAVE))
        )
        self._bar.saved.removeWanted.connect(
            lambda name: self._hear(self._journal.remove_search(name, ref=_REF))
        )
        self._forms.told.connect(self._bar.say)
        self._forms.left.connect(self._view.setFocus)
        self._forms.redactWanted.connect(self.redactWanted)
        self._view.moreWanted.connect(self._on_more_wanted)
        self._view.entryChosen.connect(self._on_entry_chosen)
        self._view.evidenceWanted.connect(self._panel.focus_evidence)
        self._panel.aftermathWanted.connect(self._on_aftermath_wanted)
        self._panel.picturesShown.connect(self.evidenceShown)

    # --- what is asked for ---

    def _on_more_wanted(self) -> None:
        query = replace(self._bar.query(), offset=self._view.count())
        self._hear(self._journal.search(query, ref=f"{_REF}{self._asked}+"))

    def _on_entry_chosen(self, entry: FoundEntry | None) -> None:
        if entry is None or self._panel.entry is None or entry.seq != self._panel.entry.seq:
            self._wanted = None
            self.clips.leave()
        self._panel.show_entry(entry)
        self._forms.show_aftermath(self._panel.aftermath)

    def _on_aftermath_wanted(self, seq: int) -> None:
        self._hear(self._journal.read_aftermath(seq, ref=_REF))

    def _hear(self, answer: object) -> None:
        if answer is False:
            self.say(not_for_role(Intent.SEARCH))

    # --- what is answered ---

    def _note_written(self, written: EntryWritten) -> None:
        """Looked for again unless one reads further down; the entry too where it may be about it."""
        if not self.isVisible() or not self._journal.is_open:
            return
        if self._view.at_newest():
            self._bar.look_soon()
        if {"seq", "alert_id"} & written.entry.body.keys():
            self._panel.read_anew()

    def _show_found(self, found: SearchDone) -> None:
        if found.ref not in (f"{_REF}{self._asked}", f"{_REF}{self._asked}+"):
            return  # somebody else's, or the answer to an older search
        self._failure, self._total, self._capped = found.failure, found.total, found.capped
        if found.ref.endswith("+"):
            self._view.add(found.rows, total=found.total)
        else:
            self._show_first(found)
        self._show_count()

    def _show_first(self, found: SearchDone) -> None:
        (seq, wanted), self._sought = self._sought or (None, None), None
        self._view.show_first(found.rows, total=found.total, chosen=seq)
        if wanted is not None and self._panel.entry is not None and self._panel.entry.seq == seq:
            self.act(wanted)

    def _show_aftermath(self, read: AftermathRead) -> None:
        if read.ref != _REF or read.aftermath is None:
            if read.ref == _REF and read.failure:
                self._bar.say(read.failure, Tone.MISSING)
            return
        self._panel.show_aftermath(read.aftermath)
        self._forms.show_aftermath(self._panel.aftermath)
        wanted, self._wanted = self._wanted, None
        if wanted is not None and self._panel.aftermath is not None:
            self._forms.act(wanted)

    def _show_searches(self, read: SavedSearchesRead) -> None:
        if read.ref not in (_REF, _SAVE):
            return
        if read.failure:
            form = self._bar.saved.form
            if form.isVisible():
                form.say(read.failure, tone=Tone.MISSING)
            else:
                self._bar.say(read.failure, Tone.MISSING)
            return
        self._bar.saved.show_searches(read.searches)
        if read.ref == _SAVE:
            self._bar.saved.form.hide()
            self._view.setFocus()

    def _show_count(self) -> None:
        if self._failure:
            self._bar.say(self._failure, Tone.MISSING)
        elif self._total is None:
            self._bar.say_found(_("searching…"))
        elif self._capped:
            self._bar.say_found(_("more than {count} entries").format(count=self._total - 1))
        else:
            text = ngettext("{count} entry", "{count} entries", self._total)
            self._bar.say_found(text.format(count=self._total))
