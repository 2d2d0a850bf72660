"""The hand-over: two people read one document, both sign it, and the shift is the other's."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from console.journal.handover import HandoverDocument, HandoverReady
from console.journal.shift import ShiftChanged, ShiftRefused, ShiftStanding
from console.language import _
from console.operators.operator import Operator
from console.operators.permissions import Intent, may
from ui.in_front import bring_in_front
from ui.physical_key import REST_PROPERTY
from ui.shift.document_view import DocumentView
from ui.shift.handover_form import HandoverForm, Side
from ui.shift.handover_shifts import HandoverShifts
from ui.shift.open_form import OpenForm
from ui.violations.form_frame import Tone
from ui.violations.refusal_text import not_for_role

_REF = "hand-over window"
_NEWS_EACH_MS = 1000
_FORM_PX = 420


class HandoverWindow(QWidget):
    """Thread: GUI. The app hands it the engine's facts (`hear`) and the answers to `proofWanted`."""

    proofWanted = Signal(str, str, str)  # noqa: N815 - Qt's way; name, password, ref
    handedOver = Signal(str, str)  # noqa: N815 - who has the desk now, and the password just proved

    def __init__(
        self,
        shifts: HandoverShifts,
        *,
        operator: Callable[[], Operator | None],
        parent: QWidget | None = None,
    ) -> None:
        """`operator`: who is signed in now."""
        super().__init__(parent, Qt.WindowType.Window)
        self.setProperty(REST_PROPERTY, True)
        self._shifts = shifts
        self._operator = operator
        self._document: HandoverDocument | None = None
        self._signing = False  # from Enter until it is done or refused
        self._proved: dict[Side, Operator] = {}
        self._next = ("", "")  # who is to sit here when it is done, and the password
        self._together = False  # the shift is another's, who is here to hand it over
        self._view = DocumentView()
        self.form, self.open_form = HandoverForm(), OpenForm()
        self._shown_form: HandoverForm | OpenForm = self.open_form
        self._look = QTimer(self, interval=_NEWS_EACH_MS)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.resize(1180, 760)

    def open(self) -> None:
        """Shows it in front, with the document as it is now."""
        self._together = False
        bring_in_front(self)
        self.look()

    def look(self) -> None:
        """Reads anew how things stand."""
        self._stop_signing()
        standing = self._shifts.standing
        shift = standing.open if standing else None
        operator = self._operator()
        name = operator.name if operator else ""
        if shift is not None and (shift.operator == name or self._together):
            self._show_form(self.form)
            self.form.open(shift.operator)
        else:
            self._show_form(self.open_form)
            self.open_form.open(name, shift)
        if shift is None:
            self._document = None
        elif not self._shifts.prepare_handover(ref=_REF):
            self._say(not_for_role(Intent.CLOSE_SHIFT), Tone.MISSING)
        self._show_document()

    def hear(self, fact: object) -> None:
        """Takes what concerns it out of all that the engine tells."""
        match fact:
            case HandoverReady(ref, document, failure) if ref == _REF:
                self._document = document
                self._say(failure, Tone.MISSING)
                self._show_document()
            case ShiftRefused(ref, why) if ref == _REF:
                self._stop_signing()
                self._say(_("Not done: {why}.").format(why=why), Tone.MISSING)
            case ShiftChanged(ref, standing, unsigned) if ref == _REF:
                self._on_changed(standing, unsigned)
            case ShiftChanged() if self.isVisible():
                self.look()

    def back(self) -> None:
        """What Esc means here."""
        self.close()

    def set_names(self, names: tuple[str, ...]) -> None:
        """Who may take a shift over."""
        self.form.set_names(names)

    def proved(self, ref: str, operator: Operator) -> None:
        """A signature is right."""
        side = _side(ref)
        if side is None or not self._signing:
            return
        self._proved[side] = operator
        if side is Side.OUTGOING:
            self._ask_for_proof(Side.INCOMING)
        elif self._document and Side.OUTGOING in self._proved:
            self._hand_over(self._document)

    def not_proved(self, ref: str, why: str) -> None:
        """A signature is wrong, or must wait."""
        side = _side(ref)
        if side is not None and self._signing:
            self._stop_signing()
            self.form.refuse(side, why)

    def retranslate(self) -> None:
        self.setWindowTitle(_("Munara · shift"))
        for part in (self.form, self.open_form, self._view):
            part.retranslate()
        self._show_document()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        self._look.start()
        super().showEvent(event)

    def hideEvent(self, event: QEvent) -> None:
        self._look.stop()
        self.form.forget()
        self._stop_signing()
        super().hideEvent(event)  # type: ignore[arg-type]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F5:
            self._look_anew()
        else:
            super().keyPressEvent(event)

    # --- building ---

    def _lay_out(self) -> None:
        right = QScrollArea(widgetResizable=True)
        right.setFrameShape(QScrollArea.Shape.NoFrame)
        right.setFixedWidth(_FORM_PX)
        column = QWidget()
        below = QVBoxLayout(column)
        below.setContentsMargins(0, 0, 0, 0)
        for form in (self.form, self.open_form):
            below.addWidget(form)
        below.addStretch(1)
        right.setWidget(column)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(self._view, 1)
        layout.addWidget(right)

    def _connect(self) -> None:
        self.form.asked.connect(self._on_asked)
        self.form.closeAsked.connect(self._on_close)
        self.open_form.asked.connect(self._on_open)
        self.open_form.togetherWanted.connect(self._on_together)
        for form in (self.form, self.open_form):
            form.left.connect(self.close)
        self._view.anewWanted.connect(self._look_anew)
        self._look.timeout.connect(self._show_news)

    # --- what is asked for ---

    def _look_anew(self) -> None:
        if not self._signing:  # they sign what they have read
            self.look()

    def _on_open(self, note: str) -> None:
        standing = self._shifts.standing
        if standing and standing.open:
            self._do(self._shifts.take_over_left_open(note=note, ref=_REF), Intent.CLOSE_SHIFT)
        else:
            self._do(self._shifts.open(ref=_REF), Intent.OPEN_SHIFT)

    def _on_close(self, note: str) -> None:
        self._do(self._shifts.close(note=note, ref=_REF), Intent.CLOSE_SHIFT)

    def _on_together(self) -> None:
        self._together = True
        self.look()

    def _on_asked(self) -> None:
        if self._document is None:
            self._say(_("The document is not there yet."), Tone.MISSING)
            return
        self._signing = True
        self.form.make_free(free=False)
        self._say(_("Signatures are being checked…"), Tone.WAITING)
        self._ask_for_proof(Side.OUTGOING)

    def _ask_for_proof(self, side: Side) -> None:
        name, secret = self.form.signed_by(side)
        self.proofWanted.emit(name, secret, f"{_REF}:{side.name}")

    def _hand_over(self, document: HandoverDocument) -> None:
        by, to = self._proved[Side.OUTGOING], self._proved[Side.INCOMING]
        self._next = (to.name, self.form.signed_by(Side.INCOMING)[1])
        self.form.forget()
        form = self.form
        asked = self._shifts.hand_over(document, by=by, to=to, note=form.note, alerts=form.alerts, ref=_REF)
        if not asked:
            self._stop_signing()
        if asked or may(to.role, Intent.OPEN_SHIFT):
            self._do(asked, Intent.CLOSE_SHIFT)
        else:
            text = _("{name} may not take over: {role}.").format(name=to.name, role=to.role.title())
            self._say(text, Tone.MISSING)

    def _stop_signing(self) -> None:
        self._signing = False
        self.form.make_free(free=True)
        self._proved.clear()
        self._next = ("", "")

    def _do(self, asked: bool, intent: Intent) -> None:
        """Says what was asked for, or that it was refused; ShiftRefused may say more."""
        if asked:
            self._say(_("Being recorded…"), Tone.WAITING)
        else:
            self._say(not_for_role(intent), Tone.MISSING)

    # --- what is answered ---

    def _on_changed(self, standing: ShiftStanding, unsigned: str) -> None:
        """Each step is told; the last one is that of the shift that is open then."""
        if standing.open is None and standing.awaited:
            return  # closed and being signed: the next one's shift opens when that is on the disk
        self.form.forget_all()
        name, secret = self._next
        operator = self._operator()
        self.look()
        if unsigned:
            self._say(_("The journal was not signed: {why}").format(why=unsigned), Tone.MISSING)
        if standing.open and standing.open.operator == name:
            self.handedOver.emit(name, secret)
        if standing.open and not unsigned and standing.open.operator in (name, operator and operator.name):
            self.close()

    def _say(self, text: str, tone: Tone) -> None:
        self._shown_form.say(text, tone=tone)

    def _show_form(self, shown: HandoverForm | OpenForm) -> None:
        self._shown_form = shown
        for form in (self.form, self.open_form):
            form.setVisible(form is shown)

    def _show_document(self) -> None:
        standing = self._shifts.standing
        none_open = standing is not None and standing.open is None
        text = _("No shift is open: there is nothing to hand over.") if none_open else _("reading…")
        self._view.show_document(self._document, instead=text)
        self._show_news()

    def _show_news(self) -> None:
        self._view.show_news(self._shifts.news(self._document) if self._document else None)


def _side(ref: str) -> Side | None:
    """Whose proof that was, or None: another part's."""
    return next((side for side in Side if ref == f"{_REF}:{side.name}"), None)
