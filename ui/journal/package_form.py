"""The form that packs a violation and its evidence into a file that a stranger can check."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from console.journal.exposure import Exposure
from console.journal.package import PackageDone
from console.journal.signing import grouped
from console.language import N_, _, ngettext
from ui.fields.save_dialog import SaveDialog
from ui.violations.form_frame import FormFrame, LabelledRows, Tone

_EXPOSURES = {
    Exposure.PROTECTED: N_("redacted copies only"),
    Exposure.AS_RECORDED: N_("as recorded (shift lead)"),
}


class PackageForm(FormFrame):
    """Thread: GUI. The package is made elsewhere; `show_done` tells how it went."""

    asked = Signal(int, object, str, object)  # the violation's entry, Path, the reason, Exposure

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seq = 0
        self._done: PackageDone | None = None
        self._waited_s = 0
        self._why = QLineEdit(maxLength=500)
        self._file = QLineEdit()
        self._choose = QPushButton()
        self._children = QComboBox()
        self._proof = QLabel(wordWrap=True)
        self._proof.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._proof.hide()
        self._rows = LabelledRows()
        self._rows.add("why", self._why)
        self._choose.setMaximumWidth(40)
        self._rows.add("file", self._file, self._choose)
        self._rows.add("children", self._children)
        self._content.addLayout(self._rows)
        self._content.addWidget(self._proof)
        self.watch(self._why, self._file, self._children)
        for one, other in ((self._file, self._choose), (self._choose, self._children)):
            self.setTabOrder(one, other)
        self._choose.clicked.connect(self._ask_for_file)
        self._wait = QTimer(self, interval=1000)
        self._wait.timeout.connect(self._on_second)
        self.retranslate()

    @property
    def seq(self) -> int:
        return self._seq

    def open(self, seq: int) -> None:
        if seq != self._seq:
            self._seq = seq
            self._file.setText(str(Path.home() / f"munara-{seq}.zip"))
            self._children.setCurrentIndex(0)
            self._done = None
            self.say("", tone=Tone.MISSING)
        self.retranslate()
        self.show()
        self._why.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def submit(self) -> None:
        why, file = self._why.text().strip(), self._file.text().strip()
        if self._wait.isActive():
            return  # Enter was pressed twice
        if not why:
            self.say(_("Say who asks for it, and by what right."), tone=Tone.MISSING, field=self._why)
        elif not file:
            self.say(_("Say where the file goes."), tone=Tone.MISSING, field=self._file)
        else:
            exposure = list(_EXPOSURES)[max(self._children.currentIndex(), 0)]
            self.asked.emit(self._seq, Path(file).expanduser(), why, exposure)

    def show_waiting(self) -> None:
        self._done, self._waited_s = None, 0
        self._wait.start()
        self._show_proof()
        self._on_second()

    def show_done(self, done: PackageDone) -> None:
        self._wait.stop()
        self._done = done
        self._show_proof()
        if done.failure:
            self.say(done.failure, tone=Tone.MISSING)

    def refuse(self, why: str) -> None:
        """It was not even begun."""
        self._wait.stop()
        self.say(_("Not packed: {why}.").format(why=why), tone=Tone.MISSING)

    def forget_all(self) -> None:
        """Somebody else sits here now."""
        self._wait.stop()
        self.hide()
        self._seq = 0
        self._why.clear()

    def done_text(self, done: PackageDone) -> str:
        """One line for whoever looks at the table."""
        if done.failure:
            return done.failure
        text = ngettext(
            "{count} evidence file packed into {file}",
            "{count} evidence files packed into {file}",
            done.files,
        )
        return text.format(count=done.files, file=done.file)

    def retranslate(self) -> None:
        super().retranslate()
        self._title.setText(_("Evidence package of entry {seq}").format(seq=self._seq))
        self._rows.set_texts(
            {
                "why": _("Reason"),
                "file": _("File"),
                "children": _("Children"),
            }
        )
        self._why.setPlaceholderText(_("who asks for it, and by what right"))
        self._choose.setText("…")
        self._choose.setAccessibleName(_("Choose where the file goes"))
        self._choose.setToolTip(_("Choose where the file goes"))
        self._children.setToolTip(_("How pictures of children's places leave the desk"))
        chosen = max(self._children.currentIndex(), 0)
        self._children.clear()
        self._children.addItems([_(text) for text in _EXPOSURES.values()])
        self._children.setCurrentIndex(chosen)
        self._do.setText(_("Pack · Enter"))
        self._back.setText(_("Back · Esc"))
        self._show_proof()

    def _on_second(self) -> None:
        text = _("Being packed and checked… {seconds} s").format(seconds=self._waited_s)
        self.say(text, tone=Tone.WAITING)
        self._waited_s += 1

    def _show_proof(self) -> None:
        done = self._done
        self._proof.setVisible(done is not None and not done.failure)
        if done is None or done.failure:
            return
        self.say(self.done_text(done), tone=Tone.DONE)
        text = _("Fingerprint of the desk's key: {digits}")
        self._proof.setText(text.format(digits=grouped(done.fingerprint)))

    def _ask_for_file(self) -> None:
        dialog = SaveDialog(self.window(), _("Evidence package"), suffix="zip")
        dialog.selectFile(self._file.text())
        dialog.fileSelected.connect(self._file.setText)
        dialog.show()
