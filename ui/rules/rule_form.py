"""What of a rule is typed and chosen; its outline is drawn on the picture."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QSpinBox, QTimeEdit, QWidget

from console.alerts.hours import Hours, OnHolidays
from console.alerts.rule_kind import Direction, RuleKind, Subject
from console.language import N_, _
from ui.fields.choices import fill
from ui.rules.rule_draft import RuleDraft, Spot
from ui.rules.week_row import WeekRow
from ui.violations.form_frame import FormFrame, LabelledRows

_RULES: tuple[RuleKind | Spot, ...] = (*RuleKind, *Spot)
_PRIORITIES = (N_("1 · most urgent"), N_("2 · usual"), N_("3 · least urgent"))
_MIDNIGHT, _END_OF_DAY = "00:00", "24:00"
_DAY_S = 24 * 3600


class RuleForm(FormFrame):
    """Shows one draft and tells how it was changed; Enter saves all of the camera's. Thread: GUI."""

    changed = Signal(object)  # RuleDraft
    saveWanted = Signal()  # noqa: N815 - Qt's way

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft: RuleDraft | None = None
        self._showing = False
        self._name = QLineEdit(maxLength=60)
        self._rule, self._priority, self._holidays = QComboBox(), QComboBox(), QComboBox()
        self._direction, self._subject = QComboBox(), QComboBox()
        self._week = WeekRow()
        self._start, self._end = (QTimeEdit() for _time in range(2))
        self._span = QLabel(wordWrap=True)
        self._after = QSpinBox(minimum=1, maximum=_DAY_S)
        self._count = QSpinBox(minimum=1, maximum=999)
        self._height, self._confidence = (QSpinBox(minimum=0, maximum=100) for _part in range(2))
        self._rest = QSpinBox(minimum=0, maximum=_DAY_S)
        self._rows = LabelledRows()
        self._lay_out()
        self._connect()
        self.retranslate()
        self.show_draft(None)

    def show_draft(self, draft: RuleDraft | None) -> None:
        """None: there is nothing to be changed."""
        self._draft = draft
        shown = draft or RuleDraft()
        self._showing = True  # what is set here is no change of the operator's
        if self._name.text().strip() != shown.name.strip():
            self._name.setText(shown.name)
        self._rule.setCurrentIndex(_RULES.index(shown.rule))
        self._priority.setCurrentIndex(shown.priority - 1)
        self._show_hours(shown.hours)
        self._direction.setCurrentIndex([*Direction].index(shown.direction))
        self._subject.setCurrentIndex([*Subject].index(shown.subject))
        for field, value in (
            (self._after, shown.after_s),
            (self._count, shown.least_count),
            (self._height, shown.least_height * 100),
            (self._confidence, shown.least_confidence * 100),
            (self._rest, shown.cool_down_s),
        ):
            field.setValue(round(value))
        self._showing = False
        self._show_rows(shown.rule)

    def focus_name(self) -> None:
        self._name.setFocus()
        self._name.selectAll()

    def submit(self) -> None:
        self.saveWanted.emit()

    def retranslate(self) -> None:
        super().retranslate()
        self._title.setText(_("The chosen rule"))
        self._rows.set_texts(
            {
                "name": _("Name"),
                "rule": _("What counts"),
                "after": _("After, s"),
                "count": _("Persons, from"),
                "direction": _("Direction"),
                "subject": _("Who"),
                "priority": _("Priority"),
                "week": _("Days"),
                "hours": _("From, to"),
                "span": "",
                "holidays": _("On holidays"),
                "height": _("Height from, %"),
                "confidence": _("Confidence from, %"),
                "rest": _("Then rests, s"),
            }
        )
        fill(self._rule, [_(rule.value) for rule in _RULES])
        fill(self._priority, [_(text) for text in _PRIORITIES])
        fill(self._holidays, [_(each.value) for each in OnHolidays])
        fill(self._direction, [_(each.value) for each in Direction])
        fill(self._subject, [_(each.value) for each in Subject])
        self._week.retranslate()
        self._name.setPlaceholderText(_("as every alert names it: fence, gate"))
        self._height.setToolTip(_("Of the picture's height: smaller ones do not count"))
        self._confidence.setToolTip(_("0: what counts on this camera is enough"))
        self._rest.setToolTip(_("After an alert this rule raises none for so long"))
        self._do.setText(_("Save · Enter"))
        self._back.setText(_("Back · Esc"))
        self._say_span()

    def _lay_out(self) -> None:
        for time in (self._start, self._end):
            time.setDisplayFormat("HH:mm")
        for field in (
            self._start,
            self._end,
            self._after,
            self._count,
            self._height,
            self._confidence,
            self._rest,
        ):
            field.lineEdit().setTextMargins(6, 0, 6, 0)
        rows: dict[str, tuple[QWidget, ...]] = {
            "name": (self._name,),
            "rule": (self._rule,),
            "after": (self._after,),
            "count": (self._count,),
            "direction": (self._direction,),
            "subject": (self._subject,),
            "priority": (self._priority,),
            "week": (self._week,),
            "hours": (self._start, self._end),
            "span": (self._span,),
            "holidays": (self._holidays,),
            "height": (self._height,),
            "confidence": (self._confidence,),
            "rest": (self._rest,),
        }
        self._span.setObjectName("label")
        for name, fields in rows.items():
            self._rows.add(name, *fields)
        self._parts = rows
        self._content.addLayout(self._rows)
        self.watch(*(field for fields in rows.values() for field in fields if field is not self._span))

    def _connect(self) -> None:
        self._name.textEdited.connect(self._tell)
        for box in (self._rule, self._priority, self._holidays, self._direction, self._subject):
            box.currentIndexChanged.connect(self._tell)
        for time in (self._start, self._end):
            time.timeChanged.connect(self._tell)
        for number in (self._after, self._count, self._height, self._confidence, self._rest):
            number.valueChanged.connect(self._tell)
        self._week.changed.connect(self._tell)

    def _show_hours(self, hours: Hours) -> None:
        self._week.show_days(hours.weekdays)
        self._start.setTime(QTime.fromString(hours.start, "HH:mm"))
        end = _MIDNIGHT if hours.end == _END_OF_DAY else hours.end
        self._end.setTime(QTime.fromString(end, "HH:mm"))
        self._holidays.setCurrentIndex([*OnHolidays].index(hours.holidays))

    def _show_rows(self, rule: RuleKind | Spot) -> None:
        """A field that means nothing for the chosen rule is not shown."""
        only = {
            "after": isinstance(rule, RuleKind) and rule.takes_time,
            "count": rule is RuleKind.CROWD,
            "direction": rule is RuleKind.LINE_CROSSED,
            "subject": rule is RuleKind.LINE_CROSSED,
        }
        for name, fields in self._parts.items():
            visible = self._draft is not None and only.get(name, name == "rule" or isinstance(rule, RuleKind))
            for part in (self._rows.label(name), *fields):
                part.setVisible(visible)
        self._say_span()

    def _say_span(self) -> None:
        start, end = self._start.time(), self._end.time()
        if start == end:
            said = _("all day") if start == QTime(0, 0) else _("24 hours, into the next day")
        else:
            said = _("into the next day") if end < start and end != QTime(0, 0) else ""
        self._span.setText(said)

    def _tell(self) -> None:
        if self._showing or self._draft is None:
            return
        self._draft = self._changed(self._draft)
        self._show_rows(self._draft.rule)
        self.changed.emit(self._draft)

    def _changed(self, draft: RuleDraft) -> RuleDraft:
        return replace(
            draft,
            name=self._name.text(),
            rule=_RULES[max(self._rule.currentIndex(), 0)],
            hours=self._hours(),
            priority=max(self._priority.currentIndex(), 0) + 1,
            cool_down_s=_kept(self._rest.value(), draft.cool_down_s),
            least_height=_kept(self._height.value(), draft.least_height * 100) / 100,
            least_confidence=_kept(self._confidence.value(), draft.least_confidence * 100) / 100,
            after_s=_kept(self._after.value(), draft.after_s),
            direction=[*Direction][max(self._direction.currentIndex(), 0)],
            subject=[*Subject][max(self._subject.currentIndex(), 0)],
            least_count=self._count.value(),
        )

    def _hours(self) -> Hours:
        start, end = self._start.time().toString("HH:mm"), self._end.time().toString("HH:mm")
        return Hours(
            weekdays=self._week.days,
            start=start,
            end=_END_OF_DAY if end == _MIDNIGHT else end,
            holidays=[*OnHolidays][max(self._holidays.currentIndex(), 0)],
        )


def _kept(shown: int, stored: float) -> float:
    """A finer number than the field shows stays what it was until the field is changed."""
    return stored if shown == round(stored) else shown
