"""Colours, fonts and style sheet: one palette for every window, dark or light."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from enum import Enum
from functools import cache

import qtawesome
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from console.paths import RESOURCES

FAMILY = "Noto Sans"
BASE_POINT_SIZE = 10.5  # 14 px at 96 dpi: read at arm's length through a twelve-hour shift


class Theme(Enum):
    DARK = "dark"
    LIGHT = "light"


@dataclass(frozen=True, slots=True)
class Colours:
    """The tokens of a theme.

    Every colour but `line` keeps 3:1 on ground, panel, raised and field; those that text is written in
    (text, quiet, accent, the priorities, good, warning, bad) keep 4.5:1.
    """

    ground: QColor
    panel: QColor
    raised: QColor
    field: QColor  # what is typed into and what is chosen from: never greyer than what it stands on
    line: QColor  # parts one surface from another; carries no meaning, so it may be faint
    edge: QColor  # the outline of what can be pressed or typed into
    text: QColor
    quiet: QColor
    accent: QColor  # focus and selection
    on_accent: QColor
    priority_1: QColor
    priority_2: QColor
    priority_3: QColor
    on_priority: QColor
    person: QColor
    vehicle: QColor
    other: QColor
    good: QColor
    warning: QColor
    bad: QColor

    def priority(self, priority: int) -> QColor:
        """The colour of an alert's priority, 1 (most urgent) to 3."""
        return (self.priority_1, self.priority_2, self.priority_3)[priority - 1]


DARK = Colours(
    ground=QColor("#0F1216"),
    panel=QColor("#171B21"),
    raised=QColor("#1F252D"),
    field=QColor("#0F1216"),
    line=QColor("#2C343E"),
    edge=QColor("#6B7A8A"),
    text=QColor("#E6EAF0"),
    quiet=QColor("#9AA7B5"),
    accent=QColor("#4C9AFF"),
    on_accent=QColor("#0F1216"),
    priority_1=QColor("#FF5A5F"),
    priority_2=QColor("#FF9F45"),
    priority_3=QColor("#F2D544"),
    on_priority=QColor("#0F1216"),
    person=QColor("#35C9E0"),
    vehicle=QColor("#B38CFF"),
    other=QColor("#9AA7B5"),
    good=QColor("#4FC58A"),
    warning=QColor("#F2B13C"),
    bad=QColor("#FF7B80"),
)

LIGHT = Colours(
    ground=QColor("#E4E8ED"),
    panel=QColor("#F2F4F7"),
    raised=QColor("#FFFFFF"),
    field=QColor("#FFFFFF"),
    line=QColor("#C9D1DA"),
    edge=QColor("#75818E"),
    text=QColor("#151A20"),
    quiet=QColor("#4C5865"),
    accent=QColor("#0B57C2"),
    on_accent=QColor("#FFFFFF"),
    priority_1=QColor("#B3131A"),
    priority_2=QColor("#8F4700"),
    priority_3=QColor("#6B5500"),
    on_priority=QColor("#FFFFFF"),
    person=QColor("#00707F"),
    vehicle=QColor("#6A3FC4"),
    other=QColor("#5A6673"),
    good=QColor("#0B6B3C"),
    warning=QColor("#7F5200"),
    bad=QColor("#B3131A"),
)

_COLOURS = {Theme.DARK: DARK, Theme.LIGHT: LIGHT}
PRIORITY_SIGNS = {1: "▲", 2: "◆", 3: "●"}  # never colour alone
PRIORITY_ICONS = {1: "mdi6.triangle", 2: "mdi6.rhombus", 3: "mdi6.circle"}


class _Choice:
    """The theme in use. Thread: GUI."""

    theme = Theme.DARK


def current_theme() -> Theme:
    return _Choice.theme


def colours() -> Colours:
    """The tokens of the theme in use; ask when painting, not at import."""
    return _COLOURS[_Choice.theme]


def apply_theme(app: QApplication, theme: Theme = Theme.DARK) -> None:
    """Gives the application its style, font, palette and style sheet; may be called again to switch."""
    _Choice.theme = theme
    load_fonts()
    if not app.styleSheet():  # a switch need not style every widget twice
        app.setStyle("Fusion")
    font = QFont(FAMILY)
    font.setPointSizeF(BASE_POINT_SIZE)
    app.setFont(font)
    app.setPalette(palette(_COLOURS[theme]))
    app.setStyleSheet(style_sheet(_COLOURS[theme]))


@cache
def load_fonts() -> None:
    """Takes the fonts that Munara brings along, so that every machine sets Kazakh letters alike."""
    for file in sorted((RESOURCES / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


def text_font(size_px: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The house font at a size in device-independent pixels."""
    font = QFont(FAMILY)
    font.setPixelSize(size_px)
    font.setWeight(weight)
    return font


def icon(name: str, colour: QColor | None = None) -> QIcon:
    """An icon of the icon fonts, e.g. `mdi6.link-off`, in the text colour where none is given."""
    return _icon(name, (colour or colours().text).name())


def priority_icon(priority: int, colour: QColor | None = None) -> QIcon:
    """The sign of an alert's priority: triangle, diamond, disc."""
    return icon(PRIORITY_ICONS[priority], colour or colours().priority(priority))


@cache
def _icon(name: str, colour: str) -> QIcon:
    made: QIcon = qtawesome.icon(name, color=colour)
    return made


def palette(tokens: Colours) -> QPalette:
    """Fusion's palette in the tokens' colours."""
    roles = QPalette.ColorRole
    shades = {
        roles.Window: tokens.panel,
        roles.WindowText: tokens.text,
        roles.Base: tokens.field,
        roles.AlternateBase: tokens.panel,
        roles.Text: tokens.text,
        roles.PlaceholderText: tokens.quiet,
        roles.Button: tokens.raised,
        roles.ButtonText: tokens.text,
        roles.BrightText: tokens.bad,
        roles.ToolTipBase: tokens.raised,
        roles.ToolTipText: tokens.text,
        roles.Highlight: tokens.accent,
        roles.HighlightedText: tokens.on_accent,
        roles.Accent: tokens.accent,
        roles.Link: tokens.accent,
        roles.LinkVisited: tokens.vehicle,
        roles.Light: tokens.line,
        roles.Midlight: tokens.line,
        roles.Mid: tokens.line,
        roles.Dark: tokens.ground,
        roles.Shadow: tokens.ground,
    }
    made = QPalette()
    for role, colour in shades.items():
        made.setColor(role, colour)
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, tokens.edge)
    return made


def style_sheet(tokens: Colours) -> str:
    """`resources/munara.qss` with its @tokens filled in; @icons is the folder of its pictures."""
    sheet = (RESOURCES / "munara.qss").read_text(encoding="utf-8")
    shades = {each.name: getattr(tokens, each.name).name() for each in fields(tokens)}
    shades["icons"] = (RESOURCES / "icons").as_posix()
    return re.sub(r"@(\w+)", lambda match: shades[match[1]], sheet)


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of two opaque colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2, "relative luminance")."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
