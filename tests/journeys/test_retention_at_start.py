"""A desk that starts erases what its settings say is due, and nothing that a court holds."""

import time
from datetime import UTC, datetime, timedelta

from console.cameras.site_database import Site
from console.engine import Engine
from console.journal.entry import Kind
from console.journal.journal import Journal
from console.journal.search import Query, each
from console.journal.verify import verify
from console.operators.operator import Operator
from console.operators.roles import Role
from console.outbox import Outbox
from console.paths import DataFolder
from console.settings import Settings
from tests.console.journal.affair import an_alert
from tests.fakes.fake_clock import FakeClock


def test_due_evidence_goes_when_the_desk_starts(tmp_path, model_file):
    folder = DataFolder(tmp_path / "desk")
    folder.prepare()
    eight_days_ago = FakeClock(datetime.now(UTC) - timedelta(days=8))
    before = Journal(folder, clock=eight_days_ago, outbox=Outbox())
    an_alert(before, "a1", b"the yard")
    an_alert(before, "a2", b"the gate")
    before.append_now(Kind.EVIDENCE_HELD, {"seq": 2, "why": "case 17"}, actor="Anna")
    due, held = (entry.evidence[0] for entry in each(folder, Query(kinds=(Kind.ALERT_RAISED,))))
    engine = Engine(
        folder,
        site=Site.of([]),
        settings=Settings(decoder_processes=1, keep_days_dismissed=7),
        operator=Operator("A. Dispatcher", Role.DISPATCHER),
        models=model_file.load,
    )
    engine.start()
    try:
        give_up = time.monotonic() + 60
        while due.exists() and time.monotonic() < give_up:
            time.sleep(0.05)
    finally:
        engine.stop()
    assert (due.exists(), held.exists()) == (False, True)
    (erased,) = each(folder, Query(kinds=(Kind.EVIDENCE_ERASED,)))
    assert (erased.actor, erased.body["why"]) == ("munara", "keep_days_dismissed = 7")
    assert verify(folder).sound
