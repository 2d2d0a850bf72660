"""One affair as a desk records it: an alert, the violation it led to, a correction, a late clip."""

from __future__ import annotations

from dataclasses import dataclass

from console.journal.entry import Entry, Kind
from console.journal.evidence import EvidenceDraft
from console.journal.journal import Journal
from tests.console.journal.conftest import a_violation

CAMERA = {"camera_id": "cam-0402", "camera_number": "0402", "place": "Школа № 4"}
NOTE = "Қуанышбаев Ерлан, телефон 87017654321"


@dataclass(frozen=True)
class Affair:
    alert: Entry
    violation: Entry
    amended: Entry
    clip: Entry

    def seqs(self) -> set[int]:
        return {self.alert.seq, self.violation.seq, self.amended.seq, self.clip.seq}


def an_alert(journal: Journal, alert_id: str = "a1", content: bytes = b"the yard") -> Entry:
    body = {"alert_id": alert_id, **CAMERA, "priority": 1}
    still = [EvidenceDraft("still", ".jpg", content)]
    return journal.append_now(Kind.ALERT_RAISED, body, actor="munara", evidence=still)


def an_affair(journal: Journal, alert_id: str = "a1", content: bytes = b"the yard") -> Affair:
    """The violation names the alert's still again; the clip came later."""
    alert = an_alert(journal, alert_id, content)
    body = a_violation(note=NOTE, alert_id=alert_id, alert_seq=alert.seq)
    still = [EvidenceDraft("still", ".jpg", content)]
    violation = journal.append_now(Kind.VIOLATION_RECORDED, body, actor="Anna", evidence=still)
    amendment = {**body, "persons": 5, "seq": violation.seq, "why": "counted again"}
    amended = journal.append_now(Kind.VIOLATION_AMENDED, amendment, actor="Anna")
    late = {"alert_id": alert_id, **CAMERA, "seq": violation.seq}
    clip = [EvidenceDraft("clip", ".mp4", content + b" moving")]
    stored = journal.append_now(Kind.EVIDENCE_STORED, late, actor="munara", evidence=clip)
    return Affair(alert, violation, amended, stored)
