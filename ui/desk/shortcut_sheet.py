"""Every key on one sheet, made from the table of commands with the keys in force."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from console.language import N_, _
from console.wall.observation import ObservationClass
from ui.actions import ACTIONS, BY_ID, Action, Menu
from ui.numerals import decimal
from ui.physical_key import REST_PROPERTY
from ui.theme import colours, text_font

# Keys that live within a widget and so are not commands.
_MORE = (
    ("0–9", N_("The number of a camera")),
    ("1–5", N_("The reason, while dismissing")),
    ("↑ ↓", N_("Up and down in the queue and the lists")),
    ("Tab", N_("To the next part of the window")),
)
COLUMNS, FONT_PX = 3, 13
TEXT_PX = 278  # longer ones go on below
ROOM = QSize(1264, 680)  # of a screen of 1280×720, beside the frame and what the desktop shows
BESIDE_PX = 40  # what those take of a larger screen's height
_SCROLLS = {
    Qt.Key.Key_Up: -40,
    Qt.Key.Key_Down: 40,
    Qt.Key.Key_PageUp: -400,
    Qt.Key.Key_PageDown: 400,
    Qt.Key.Key_Space: 400,
    Qt.Key.Key_Home: -100_000,
    Qt.Key.Key_End: 100_000,
}
_Row = tuple[str, str]  # key and text; a heading has no key


class ShortcutSheet(QScrollArea):
    """A window beside the desk: it does not block. Arrows scroll it, any other key puts it away.

    Thread: GUI.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.Tool)
        self.setProperty(REST_PROPERTY, True)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._made_of: object = None
        self.retranslate()

    def retranslate(self) -> None:
        """In the language, keys and colours in force, for its screen; its labels are made only for others."""
        self.setWindowTitle(_("Every key on one sheet"))
        made_of = (_groups(), colours(), self._screen_px())
        if made_of == self._made_of:
            return
        self._made_of = made_of
        sheet = _sheet()
        self.setWidget(sheet)  # Qt deletes the one before
        width = sheet.sizeHint().width()
        whole = QSize(width, sheet.heightForWidth(width)) + QSize(4, 4)
        room = QSize(ROOM.width(), max(ROOM.height(), self._screen_px() - BESIDE_PX))
        bar = self.verticalScrollBar().sizeHint().width() if whole.height() > room.height() else 0
        self.resize((whole + QSize(bar, 0)).boundedTo(room))

    def _screen_px(self) -> int:
        """The height of the desk's screen."""
        beside = self.parentWidget()
        return (beside or self).screen().availableGeometry().height()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        step = _SCROLLS.get(Qt.Key(event.key()), 0) if bar.maximum() else 0
        if step:
            bar.setValue(bar.value() + step)
        else:
            self.hide()
        event.accept()


def _sheet() -> QWidget:
    sheet = QWidget()
    sheet.setStyleSheet(f"QLabel {{ font-size: {FONT_PX}px; }}")
    row = QHBoxLayout(sheet)
    row.setContentsMargins(16, 8, 16, 10)
    row.setSpacing(12)
    for groups in _columns(_groups()):
        column = QVBoxLayout()
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(0)
        for place, (key, text) in enumerate(line for group in groups for line in group):
            _set_line(grid, place, key, text)
        column.addLayout(grid)
        column.addStretch(1)
        row.addLayout(column, 1)
    return sheet


def _groups() -> list[list[_Row]]:
    groups = []
    for menu in Menu:
        actions = [action for action in BY_ID.values() if action.menu is menu]
        groups.append([("", _(menu.value)), *((action.label, _told(action)) for action in actions)])
    more = [("", _("Within a list or form")), *((key, _(text)) for key, text in _MORE)]
    seen = [("", _("What can be made out in a picture")), *_observation_rows()]
    return [*groups, more, seen]


def _observation_rows() -> Iterator[_Row]:
    """Each sign of a tile with all it says; "too small" speaks for itself."""
    text = _("{word}, from {density} px/m: {meaning}")
    for kind in ObservationClass:
        if kind is not ObservationClass.SMALL:
            density = decimal(kind.value, 1 if kind.value % 1 else 0)
            yield kind.sign, text.format(word=kind.word, density=density, meaning=kind.meaning)


def _told(action: Action) -> str:
    """A changed key says which is the usual one: whoever comes from another desk looks for that."""
    usual = next(each.label for each in ACTIONS if each.id is action.id)
    text = _(action.text)
    return text if usual == action.label else _("{command} (usually {key})").format(command=text, key=usual)


def _columns(groups: list[list[_Row]]) -> list[list[list[_Row]]]:
    """About as long as each other; a group stays together, and in a column the menus keep their order."""
    heights = [sum(_lines(text) for _key, text in group) for group in groups]
    columns: list[list[int]] = [[] for _column in range(COLUMNS)]
    for place in sorted(range(len(groups)), key=lambda place: -heights[place]):
        shortest = min(columns, key=lambda column: sum(heights[each] for each in column))
        shortest.append(place)
    columns.sort(key=min)
    return [[groups[place] for place in sorted(column)] for column in columns]


def _lines(text: str) -> float:
    """As high as how many rows: the second line of a text is lower than a row with a keycap."""
    width = QFontMetrics(text_font(FONT_PX)).horizontalAdvance(text)
    return 1 + 0.8 * (width // TEXT_PX)


def _set_line(grid: QGridLayout, place: int, key: str, text: str) -> None:
    if not key:
        grid.addWidget(_heading(text), place, 0, 1, 2)
        return
    label = QLabel(text, grid.parentWidget(), wordWrap=True)
    label.ensurePolished()  # its font comes by the style sheet
    label.setFixedWidth(min(TEXT_PX, label.fontMetrics().horizontalAdvance(text) + 4))
    grid.addWidget(_keycap(key), place, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    grid.addWidget(label, place, 1)


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setStyleSheet(f"color: {colours().quiet.name()}; font-weight: bold; padding-top: 6px;")
    return label


def _keycap(key: str) -> QLabel:
    label = QLabel(key)
    shades = colours()
    label.setStyleSheet(
        f"color: {shades.accent.name()}; background: {shades.raised.name()}; font-weight: bold;"
        f" border: 1px solid {shades.line.name()}; border-radius: 4px; padding: 0 6px;"
    )
    return label
