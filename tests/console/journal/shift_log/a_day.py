"""A day at a desk: three shifts, two hand-overs, a refused intent, a reviewed dismissal."""

from __future__ import annotations

from console.journal.entry import Entry, Kind
from console.journal.evidence import EvidenceDraft
from console.journal.journal import Journal
from tests.console.journal.conftest import a_violation
from tests.fakes.fake_clock import FakeClock

CAMERA = {"camera_id": "cam-0402", "camera_number": "0402", "place": "Школа № 4"}
LAWN = {"camera_id": "cam-0311", "camera_number": "0311", "place": "Детский сад «Балапан»"}
SQUARE = {"camera_id": "cam-0117", "camera_number": "0117", "place": "Площадь Тәуелсіздік"}
FIRST, SECOND, THIRD = "Әсел Жұмабаева", "Қайрат Өтегенов", "Ирина Воробьёва"
LEAD = "Гүлнәр Ыбырайқызы"


class Day:
    """Writes it, an entry after another. Thread: one."""

    def __init__(
        self,
        journal: Journal,
        clock: FakeClock,
        *,
        opened: Entry | None = None,
        closed: list[Entry] | None = None,
    ) -> None:
        self._journal = journal
        self._clock = clock
        self.opened = opened  # the last one
        self.closed = closed or []

    def add(
        self, kind: Kind, body: dict, *, by: str = "munara", after_s: float = 60, still: str = ""
    ) -> Entry:
        self._clock.advance(after_s)
        evidence = [EvidenceDraft("still", ".jpg", still.encode())] if still else []
        return self._journal.append_now(kind, body, actor=by, evidence=evidence)

    def open(self, name: str, before: str = "") -> None:
        self.add(Kind.SIGNED_IN, {"role": "dispatcher"}, by=name)
        closed = self.closed[-1].seq if self.closed else 0
        body = {"operator": name, "role": "dispatcher", "from": before, "closed_seq": closed}
        self.opened = self.add(Kind.SHIFT_OPENED, body, by=name)

    def close(self, name: str, to: str = "", **document: object) -> None:
        assert self.opened is not None
        head = self.opened.head()
        counts = dict.fromkeys(["violations", "alerts", "confirmed", "dismissed", "expired", "escalated"], 1)
        counts |= {"cameras_lost": 1, "refused": 1, "reviewed": 1, "found_wrong": 1}
        body = {
            **{"opened_seq": self.opened.seq, "operator": name, "handed_to": to, "left_open": False},
            "head": head,
            "document": {"counts": counts, "note": "", **document},
        }
        self.closed.append(self.add(Kind.SHIFT_CLOSED, body, by=name))
        self._journal.sign_now(actor=name)
        self.add(Kind.SIGNED_OUT, {"role": "dispatcher", "why": "by hand"}, by=name, after_s=5)

    def alert(self, alert_id: str, camera: dict = CAMERA, priority: int = 1) -> Entry:
        body = {
            "alert_id": alert_id,
            **camera,
            "priority": priority,
            "rule": "person in zone",
            "zone": "двор",
        }
        return self.add(Kind.ALERT_RAISED, body, still=f"still {alert_id}")


def a_day(journal: Journal, clock: FakeClock) -> Day:
    """Writes the whole day."""
    day = Day(journal, clock)
    day.add(Kind.DESK_OPENED, {})
    _first_shift(day)
    _second_shift(day)
    _third_shift(day)
    return day


def _first_shift(day: Day) -> None:
    day.open(FIRST)
    raised = day.alert("a1")
    day.add(Kind.ALERT_TAKEN, {"alert_id": "a1"}, by=FIRST, after_s=4)
    body = a_violation(alert_id="a1", alert_seq=raised.seq, case_numbers={"kui": "1742", "erap": "26-118"})
    recorded = day.add(Kind.VIOLATION_RECORDED, body, by=FIRST, after_s=9, still="still a1")
    amended = {**body, "persons": 3, "note": "у чёрного входа, третий подошёл позже", "seq": recorded.seq}
    day.add(Kind.VIOLATION_AMENDED, {**amended, "why": "пересчитали по записи"}, by=FIRST)
    day.alert("a2", LAWN)
    dismissed = {"alert_id": "a2", "reason": "person may be there", **LAWN}
    gone = day.add(Kind.ALERT_DISMISSED, dismissed, by=FIRST, after_s=12)
    outage = {**SQUARE, "since_utc": "2026-11-23T18:10:00.000000Z", "unrecorded": 2}
    day.add(Kind.CAMERA_LOST, {**outage, "failure": "timed out"})
    day.add(Kind.CAMERA_RESTORED, outage, after_s=600)
    bulletin = {
        "topic": "missing child",
        "text": "Разыскивается девочка, 7 лет, красная куртка. Қызыл күртеше киген қыз іздестірілуде.",
        "until_utc": "2026-11-24T18:00:00.000000Z",
    }
    read = day.add(Kind.BULLETIN, bulletin, by=LEAD)
    day.add(Kind.BULLETIN_READ, {"seq": read.seq}, by=FIRST)
    day.add(Kind.REFUSED, {"what": "void", "why": "role dispatcher"}, by=FIRST)
    day.add(Kind.NOTE, {"text": "Дворник школы открывает калитку в 06:30."}, by=FIRST)
    day.add(Kind.FAULT_NOTED, {"what": "камера дрожит на ветру", **LAWN}, by=FIRST)
    day.close(
        FIRST,
        SECOND,
        alerts=[
            {
                **{"alert_id": "a3", "camera_number": "0117", "place": "Площадь Тәуелсіздік"},
                **{"rule": "person in zone", "priority": 2, "since_utc": "2026-11-23T19:00:00.000000Z"},
                "taken_by": FIRST,
            }
        ],
        cameras=[
            {
                **{"camera_number": "0117", "name": "север", "place": "Площадь Тәуелсіздік"},
                **{"state": "lost", "since_utc": "2026-11-23T18:10:00.000000Z"},
            }
        ],
        faults=[
            {
                **{"seq": 20, "at_utc": "2026-11-23T18:20:00.000000Z", "text": "камера дрожит на ветру"},
                **{"camera_number": "0311", "by": FIRST},
            }
        ],
        bulletins=[{"seq": read.seq, **bulletin, "by": LEAD, "read_by": [FIRST]}],
        notes=[
            {
                **{"seq": 19, "at_utc": "2026-11-23T18:19:00.000000Z"},
                **{"text": "Дворник школы открывает калитку в 06:30.", "by": FIRST},
            }
        ],
        note="Тыныш ауысым. Смена спокойная, камера 0117 под наблюдением.",
    )
    day.add(Kind.SIGNED_IN, {"role": "shift lead"}, by=LEAD)
    reviewed = {"seq": gone.seq, "alert_id": "a2", "verdict": "wrong", "why": "ребёнок без присмотра"}
    day.add(Kind.DISMISSAL_REVIEWED, reviewed, by=LEAD)
    reopened = {"alert_id": "a2", "seq": gone.seq, "why": "ребёнок без присмотра", **LAWN}
    day.add(Kind.ALERT_REOPENED, reopened, by=LEAD)
    day.add(Kind.SIGNED_OUT, {"role": "shift lead", "why": "by hand"}, by=LEAD)


def _second_shift(day: Day) -> None:
    day.open(SECOND, FIRST)
    body = a_violation(
        **{"offence": "uk-188", "article": "188", "persons": 1, "vehicles": 1, **SQUARE},
        **{"at_utc": "2026-11-23T19:02:00.000000Z", "note": "Көлік нөмірі 777 ABC 09"},
    )
    recorded = day.add(Kind.VIOLATION_RECORDED, body, by=SECOND)
    voided = {**body, "seq": recorded.seq, "why": "қате жазылған: басқа алаң"}
    day.add(Kind.VIOLATION_VOIDED, voided, by=LEAD)
    looked = {
        **{"what": "replay", "reason": "search for a missing child", **LAWN},
        **{"since_utc": "2026-11-23T18:30:00.000000Z", "until_utc": "2026-11-23T18:40:00.000000Z"},
    }
    day.add(Kind.LOOKED_AT, looked, by=SECOND)
    day.close(SECOND, THIRD, note="")


def _third_shift(day: Day) -> None:
    day.open(THIRD, SECOND)
    day.add(Kind.NOTE, {"text": '=HYPERLINK("http://evil";"нажми")'}, by=THIRD)
    day.close(THIRD)
