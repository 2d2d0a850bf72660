"""A table on paper: what must not be parted by the end of a page."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from console.journal.shift_log.log import Column, PaperColumn, Section
from console.journal.shift_log.paper import Edges, Paper
from console.journal.shift_log.paper_table import Table


@pytest.mark.parametrize(("lines", "page"), [(2, 1), (7, 2)])
def test_a_sections_heading_stands_on_the_page_of_its_first_row(lines, page):
    section = Section(
        "notes",
        "Notes",
        (Column("text", "Text"),),
        (PaperColumn("Text", 1.0, ("text",)),),
        rows=lambda: iter(()),
        count=1,
    )
    stands = []
    made_at = datetime(2026, 11, 27, tzinfo=UTC)
    edges = Edges(head="log", demo="", foot=("a", "b", "c"), page="{page} of {pages}")
    with Paper(edges, title="log", author="Anna", language="en", made_at=made_at) as paper:
        paper.y += paper.left - 42  # room for the heading and the table's own, and a low row
        text = "\n".join(f"line {number}" for number in range(lines))
        Table(paper, section, offsets=1).draw([(text,)], heading=lambda: stands.append(paper._pdf.page))
    assert stands == [page]
