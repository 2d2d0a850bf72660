"""Notes, faults and bulletins: what holds now, and the form for more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from html import escape
from typing import Protocol

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from console.cameras.camera import Camera
from console.clock import Clock
from console.journal.bulletins import Bulletin, BulletinsRead, Topic, topic_title
from console.journal.entry import EntryRefused, EntryWritten
from console.journal.shift import ShiftRefused
from console.language import _
from console.operators.permissions import Intent
from ui.in_front import bring_in_front
from ui.physical_key import REST_PROPERTY
from ui.shift.bulletin_strip import children_first, term_text
from ui.shift.notice_form import NoticeForm
from ui.theme import colours
from ui.violations.form_frame import Tone
from ui.violations.refusal_text import not_for_role

_REF = "notice window"
_FORM_PX = 420


class NoticeShifts(Protocol):
    """What the window asks of the engine's shifts; False: refused."""

    @property
    def bulletins(self) -> tuple[Bulletin, ...]: ...
    def note(self, text: str, *, ref: str = "") -> bool: ...
    def note_fault(self, text: str, *, camera: Camera | None = None, ref: str = "") -> bool: ...
    def publish(self, text: str, *, topic: Topic, until: datetime, ref: str = "") -> bool: ...
    def withdraw(self, seq: int, *, why: str, ref: str = "") -> bool: ...


class NoticeWindow(QWidget):
    """Thread: GUI. The app hands it the engine's facts (`hear`)."""

    def __init__(
        self,
        shifts: NoticeShifts,
        *,
        cameras: Mapping[str, Camera],
        clock: Clock,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setProperty(REST_PROPERTY, True)
        self._shifts = shifts
        self._numbers = {camera.number: camera for camera in cameras.values()}
        self._clock = clock
        self._withdrawn: int | None = None  # the bulletin whose reason is being typed
        self.form = NoticeForm(clock)
        self._list = QTextBrowser(openLinks=False)
        self._why, self._withdraw = QLineEdit(maxLength=500), QPushButton()
        self._lay_out()
        self._connect()
        self.retranslate()
        self.resize(1040, 560)

    def open(self) -> None:
        bring_in_front(self)
        self.form.open(self.form.kind)

    def hear(self, fact: object) -> None:
        match fact:
            case BulletinsRead(_bulletins, failure):
                self._show_list()
                if failure:
                    self.form.say(failure, tone=Tone.MISSING)
            case EntryWritten(ref, entry) if ref == _REF:
                self.form.forget()
                self.form.say(_("Recorded: entry {seq}.").format(seq=entry.seq), tone=Tone.DONE)
            case EntryRefused(ref=ref, why=why) | ShiftRefused(ref=ref, why=why) if ref == _REF:
                self.form.say(_("Not recorded: {why}.").format(why=why), tone=Tone.MISSING)

    def back(self) -> None:
        """What Esc means here."""
        self.close()

    def retranslate(self) -> None:
        self.setWindowTitle(_("Munara · notes and bulletins"))
        self._list.setAccessibleName(_("Bulletins in force"))
        self._why.setPlaceholderText(_("why it holds no more"))
        self._withdraw.setText(_("Withdraw"))
        self.form.retranslate()
        self._show_list()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self._why, 1)
        foot.addWidget(self._withdraw)
        left = QVBoxLayout()
        left.addWidget(self._list, 1)
        left.addLayout(foot)
        self.form.setFixedWidth(_FORM_PX)
        right = QVBoxLayout()
        right.addWidget(self.form)
        right.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addLayout(left, 1)
        layout.addLayout(right)

    def _connect(self) -> None:
        self.form.left.connect(self.close)
        self.form.noted.connect(lambda text: self._asked(self._shifts.note(text, ref=_REF), Intent.NOTE))
        self.form.faultNoted.connect(self._on_fault)
        self.form.published.connect(
            lambda text, topic, until: self._asked(
                self._shifts.publish(text, topic=topic, until=until, ref=_REF), Intent.PUBLISH_BULLETIN
            )
        )
        self._list.anchorClicked.connect(lambda link: self._choose(int(link.toString())))
        self._withdraw.clicked.connect(self._on_withdraw)
        self._why.returnPressed.connect(self._on_withdraw)

    def _on_fault(self, text: str, number: str) -> None:
        camera = self._numbers.get(number)
        if number and camera is None:
            self.form.say(_("There is no camera {number}.").format(number=number), tone=Tone.MISSING)
            return
        self._asked(self._shifts.note_fault(text, camera=camera, ref=_REF), Intent.NOTE)

    def _asked(self, asked: bool, intent: Intent) -> None:
        """ShiftRefused may say more."""
        if asked:
            self.form.say(_("Being recorded…"), tone=Tone.WAITING)
        else:
            self.form.say(not_for_role(intent), tone=Tone.MISSING)

    def _choose(self, seq: int) -> None:
        self._withdrawn = seq
        self._show_list()
        self._why.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_withdraw(self) -> None:
        why = self._why.text().strip()
        if self._withdrawn is None:
            return
        if not why:
            self.form.say(_("Say why it holds no more."), tone=Tone.MISSING, field=self._why)
            return
        seq, self._withdrawn = self._withdrawn, None
        self._why.clear()
        self._asked(self._shifts.withdraw(seq, why=why, ref=_REF), Intent.PUBLISH_BULLETIN)

    def _show_list(self) -> None:
        bulletins = children_first(self._shifts.bulletins)
        if self._withdrawn not in [each.seq for each in bulletins]:
            self._withdrawn = None
        for part in (self._why, self._withdraw):
            part.setVisible(self._withdrawn is not None)
        title = escape(_("Bulletins in force"))
        lines = [f"<p style='margin:0 0 8px 0'><b>{title}</b></p>"]
        if not bulletins:
            nothing = escape(_("none"))
            lines.append(f"<p style='color:{colours().quiet.name()}'>{nothing}</p>")
        self._list.setHtml("".join([*lines, *map(self._html, bulletins)]))

    def _html(self, bulletin: Bulletin) -> str:
        quiet, accent = colours().quiet.name(), colours().accent.name()
        read_by = ", ".join(bulletin.read_by) or _("nobody yet")
        beside = " · ".join(
            (
                term_text(bulletin, self._clock.utc_offset_min()),
                bulletin.by,
                _("read by: {names}").format(names=read_by),
            )
        )
        chosen = bulletin.seq == self._withdrawn
        link = _("say below why it is withdrawn") if chosen else _("withdraw…")
        return (
            f"<p style='margin:0 0 12px 0'><b>{escape(topic_title(bulletin.topic))}</b>: "
            f"{escape(bulletin.text)}<br><span style='color:{quiet}'>{escape(beside)}</span> "
            f"<a href='{bulletin.seq}' style='color:{accent}'>{escape(link)}</a></p>"
        )
