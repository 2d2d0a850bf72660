"""The journal's reader: what comes of what it is asked for."""

from __future__ import annotations

from console.journal.reader import Reader
from console.outbox import Outbox


def test_what_makes_no_fact_tells_none_even_where_the_journal_is_closed():
    outbox, why = Outbox(), []
    reader = Reader(outbox)
    reader.submit(list, unmade=why.append)
    reader.start()
    reader.submit(lambda: None, unmade=why.append)
    reader.submit(lambda: "told", unmade=why.append)
    reader.settle()
    reader.stop()
    assert len(why) == 1 and outbox.drain() == ["told"]
