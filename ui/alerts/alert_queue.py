"""The cards of the waiting alerts, in their order, and which of them is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from console.alerts.alert import AlertState
from console.alerts.inbox import OpenAlert
from console.language import _, ngettext
from ui.alerts.alert_card import AlertCard
from ui.alerts.still_image import Stills
from ui.mask_cover import ShownMasks
from ui.theme import colours

MOST_CARDS = 30  # what nobody can see is counted, not built: a flood must not slow the desk


class AlertQueue(QScrollArea):
    """Keeps a card for each alert, its choice and the focus while alerts come and go. Thread: GUI."""

    cameraWanted = Signal(str)  # noqa: N815 - Qt's way; the chosen alert's camera id
    asked = Signal(object)  # ActionId

    def __init__(self, *, masks: ShownMasks | None = None, parent: QWidget | None = None) -> None:
        """`masks` tells which are lifted; without it none is."""
        super().__init__(parent)
        self._masks = masks
        self._cards: dict[str, AlertCard] = {}  # in the order shown
        self._chosen = ""
        self._waiting = 0
        self._failure = ""
        self._stills = Stills(self)
        self._stills.ready.connect(self._on_still)
        self._empty = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._more = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 4, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self._empty, 1)
        self._column.addWidget(self._more)
        self._column.addStretch(1)
        self.setWidget(inner)
        inner.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.retranslate()

    def cards(self) -> list[AlertCard]:
        return list(self._cards.values())

    def chosen(self) -> OpenAlert | None:
        """The alert that the keys mean."""
        card = self._cards.get(self._chosen)
        return card.held if card else None

    def show_alerts(self, ordered: Sequence[OpenAlert], *, now_ns: int) -> None:
        """Brings the cards in line with the inbox."""
        shown = {held.alert.id: held for held in ordered[:MOST_CARDS]}
        self._waiting = len(ordered)
        had_focus = self._has_focus()
        before = list(self._cards)
        self._drop([gone for gone in before if gone not in shown])
        self._cards = {
            alert_id: self._card(held, place, now_ns) for place, (alert_id, held) in enumerate(shown.items())
        }
        self._stills.keep(shown)
        if self._chosen not in self._cards:
            self._choose_instead(before)
        if had_focus:
            self.give_focus()
        self._show_counts()

    def tick(self, now_ns: int) -> None:
        for card in self._cards.values():
            card.tick(now_ns)

    def show_failure(self, why: str) -> None:
        """Why the journal is not being written, translated; "" while it is. Cards that wait for it say so."""
        self._failure = why
        for card in self._cards.values():
            card.show_failure(why)

    def step(self, by: int) -> None:
        """To a neighbour: 1 down, -1 up; it stops at the ends."""
        ids = list(self._cards)
        if not ids:
            return
        place = ids.index(self._chosen) + by if self._chosen in ids else 0
        self.choose(ids[min(max(place, 0), len(ids) - 1)])
        self.give_focus()

    def choose(self, alert_id: str) -> None:
        card = self._cards.get(alert_id)
        if card is None or alert_id == self._chosen:
            return
        self._mark(alert_id)
        self.cameraWanted.emit(card.held.alert.camera.id)

    def step_to_undecided(self) -> None:
        """After a decision: on to the most urgent of the others, those first that nobody was called for."""
        others = [card.held for alert_id, card in self._cards.items() if alert_id != self._chosen]
        waiting = [held for held in others if held.deciding is None]
        if waiting:
            fresh = [held for held in waiting if held.alert.state is AlertState.RAISED]
            self.choose((fresh or waiting)[0].alert.id)

    def give_focus(self) -> None:
        """To the chosen card; to the queue itself where there is none, so that the focus is never lost."""
        card = self._cards.get(self._chosen)
        if card is None:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        card.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(card, 0, 8)

    def close_stills(self) -> None:
        self._stills.close()

    def retranslate(self) -> None:
        quiet = colours().quiet.name()
        self._empty.setText(
            _("No alerts.\nWhat a rule sees appears here with its picture; children's places come first.")
        )
        for label in (self._empty, self._more):
            label.setStyleSheet(f"color: {quiet}; padding: 12px;")
        self.setStyleSheet(
            "AlertQueue { background: transparent; border: 2px solid transparent; border-radius: 6px; }"
            f"AlertQueue:focus {{ border: 2px solid {colours().accent.name()}; }}"
        )
        self.setAccessibleName(_("Alert queue"))
        self._show_counts()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._chosen in self._cards:
            self.give_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.step(step)

    def _card(self, held: OpenAlert, place: int, now_ns: int) -> AlertCard:
        card = self._cards.get(held.alert.id)
        if card is None:
            card = self._made_card(held)
        elif card.held != held:
            card.show_alert(held, now_ns=now_ns)
        if self._column.indexOf(card) != place:
            self._column.insertWidget(place, card)
            card.show()  # now, not when the layout comes to it: a hidden card cannot take the focus
        card.tick(now_ns)
        return card

    def _made_card(self, held: OpenAlert) -> AlertCard:
        card = AlertCard(held, masks=self._masks)
        card.chosen.connect(self.choose)
        card.asked.connect(self.asked)
        card.show_failure(self._failure)
        card.show_still(self._stills.image(held.alert.id))
        self._stills.put(held.alert.id, held.still_jpeg)
        return card

    def _drop(self, alert_ids: Sequence[str]) -> None:
        for alert_id in alert_ids:
            card = self._cards[alert_id]
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()

    def _choose_instead(self, before: Sequence[str]) -> None:
        """The chosen alert is gone: the one that stood after it takes its place."""
        start = before.index(self._chosen) if self._chosen in before else 0
        left = [alert_id for alert_id in before[start:] if alert_id in self._cards]
        following = left or list(self._cards)[-1:] if self._chosen else list(self._cards)
        self._mark(following[0] if following else "")

    def _mark(self, alert_id: str) -> None:
        self._chosen = alert_id
        for card in self._cards.values():
            card.set_selected(card.alert_id == alert_id)

    def _has_focus(self) -> bool:
        return self.hasFocus() or any(card.hasFocus() for card in self._cards.values())

    def _show_counts(self) -> None:
        hidden = self._waiting - len(self._cards)
        text = ngettext("{count} more alert below these", "{count} more alerts below these", hidden)
        self._more.setText(text.format(count=hidden))
        self._more.setVisible(hidden > 0)
        self._empty.setVisible(not self._cards)

    def _on_still(self, alert_id: str) -> None:
        card = self._cards.get(alert_id)
        if card is not None:
            card.show_still(self._stills.image(alert_id))
