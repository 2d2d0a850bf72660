"""Where the shift's alerts come from, and how many of them were false."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from console.alerts.load import LoadReport, Share
from console.language import _

_NUMBERS = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ShareTree(QTreeWidget):
    """Three groups: the worst sources, by camera, by rule. Thread: GUI."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report: LoadReport | None = None
        self.setColumnCount(4)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def show_report(self, report: LoadReport) -> None:
        self._report = report
        self.retranslate()

    def retranslate(self) -> None:
        self.setHeaderLabels([_("Source"), _("Alerts"), _("False"), _("Share of decided")])
        self.setAccessibleName(_("Where the alerts come from"))
        self.clear()
        if self._report is None:
            return
        groups = (
            (_("The ten worst sources"), self._report.worst),
            (_("By camera"), self._report.by_camera),
            (_("By rule"), self._report.by_rule),
        )
        for title, shares in groups:
            if shares:
                self._add(title, shares)

    def _add(self, title: str, shares: Sequence[Share]) -> None:
        group = QTreeWidgetItem([title])
        font = group.font(0)
        font.setBold(True)
        group.setFont(0, font)
        self.addTopLevelItem(group)
        for share in shares:
            row = QTreeWidgetItem([_source(share), str(share.raised), str(share.false), _percent(share)])
            for column in range(1, 4):
                row.setTextAlignment(column, _NUMBERS)
            group.addChild(row)
        group.setExpanded(True)


def _source(share: Share) -> str:
    rule = _(share.rule) if share.rule else ""
    return " · ".join(part for part in (share.camera, share.zone, rule) if part) or _("not told")


def _percent(share: Share) -> str:
    return "–" if share.false_share is None else f"{share.false_share:.0%}"
