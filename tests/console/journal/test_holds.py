"""A legal hold keeps a violation and all that belongs to it; only its release lets anything be erased."""

from __future__ import annotations

import json

import pytest

from console.journal.entry import Kind
from console.journal.erasure import Erasure, Part
from console.journal.evidence import EvidenceDraft
from console.journal.holds import checked_hold, held_seqs
from console.journal.verify import verify
from console.problem import Problem
from tests.console.journal.affair import CAMERA, an_affair, an_alert

WHY = "case 17 before the court"


@pytest.fixture
def affair(eight, journal):
    return an_affair(journal)


@pytest.fixture
def hold(eight, journal):
    def hold(seq, kind=Kind.EVIDENCE_HELD):
        body = checked_hold(eight, kind, seq=seq, why=WHY)
        return journal.append_now(kind, body, actor="Әсел").seq

    return hold


@pytest.mark.parametrize("by", ["alert", "violation", "amended", "clip"])
def test_a_hold_on_any_of_it_keeps_all_of_it(eight, affair, journal, hold, by):
    number = hold(getattr(affair, by).seq)
    assert held_seqs(eight) == affair.seqs()
    before = verify(eight)
    for seq in affair.seqs():
        for part in Part:
            with pytest.raises(Problem, match=f"held by entry {number}"):
                journal.erase(Erasure(seq, "no room", part), actor="Anna")
    assert verify(eight) == before
    journal.erase(Erasure(3, "no room"), actor="Anna")


@pytest.mark.parametrize("by", ["alert", "violation", "amended", "clip"])
def test_its_release_lets_it_be_erased(eight, affair, journal, hold, by):
    hold(affair.violation.seq)
    hold(getattr(affair, by).seq, Kind.EVIDENCE_RELEASED)
    assert held_seqs(eight) == frozenset()
    journal.erase(Erasure(affair.violation.seq, "no room"), actor="Anna")


def test_held_again_after_a_release(eight, affair, hold):
    hold(affair.violation.seq)
    hold(affair.violation.seq, Kind.EVIDENCE_RELEASED)
    hold(affair.violation.seq)
    assert held_seqs(eight) == affair.seqs()


def test_a_hold_on_an_alert_keeps_the_violation_that_came_of_it(eight, journal, hold):
    alert = an_alert(journal, "a7", b"the gate")
    hold(alert.seq)
    assert held_seqs(eight) == {alert.seq}
    affair = an_affair(journal, "a7", b"the gate, later")
    assert held_seqs(eight) == affair.seqs() | {alert.seq}


def test_a_clip_that_came_before_the_decision_is_held_with_it(eight, journal, hold):
    clip = [EvidenceDraft("clip", ".mp4", b"moving")]
    early = journal.append_now(
        Kind.EVIDENCE_STORED, {"alert_id": "a1", **CAMERA}, actor="munara", evidence=clip
    )
    affair = an_affair(journal)
    hold(affair.violation.seq)
    assert held_seqs(eight) == affair.seqs() | {early.seq}
    with pytest.raises(Problem, match="held by"):
        journal.erase(Erasure(early.seq, "no room"), actor="Anna")


def test_two_affairs_are_held_each_for_itself(eight, affair, journal, hold):
    other = an_affair(journal, "a2", b"the gate")
    hold(affair.violation.seq)
    assert held_seqs(eight) == affair.seqs()
    journal.erase(Erasure(other.violation.seq, "no room"), actor="Anna")
    hold(other.violation.seq)
    hold(affair.violation.seq, Kind.EVIDENCE_RELEASED)
    assert held_seqs(eight) == other.seqs()


def test_what_was_erased_is_still_held_and_released_by_its_correction(eight, affair, journal, hold):
    journal.erase(Erasure(affair.amended.seq, "the wrong person", Part.BODY), actor="Anna")
    hold(affair.amended.seq)
    with pytest.raises(Problem, match="held by"):
        journal.erase(Erasure(affair.violation.seq, "no room"), actor="Anna")


@pytest.mark.parametrize(
    ("kind", "seq", "why", "says"),
    [
        (Kind.EVIDENCE_HELD, 99, WHY, "no such entry"),
        (Kind.EVIDENCE_HELD, 3, " ", "needs a reason"),
        (Kind.EVIDENCE_RELEASED, 3, WHY, "not on hold"),
        (Kind.EVIDENCE_RELEASED, 99, WHY, "no such entry"),
    ],
)
def test_what_cannot_be_held_or_released(eight, kind, seq, why, says):
    with pytest.raises(Problem, match=says):
        checked_hold(eight, kind, seq=seq, why=why)


def test_the_commands(eight, affair, munara):
    seq = str(affair.violation.seq)
    code, text = munara("hold", seq, "--why", WHY, "--operator", "Әсел")
    assert (code, text.splitlines()[0]) == (0, f"entry {seq} and what belongs to it is held by entry 13")
    assert json.loads(munara("hold", seq, "--why", WHY, "--json")[1])["entry"] == 14
    with pytest.raises(Problem, match="held by entry 13"):
        munara("erase", seq, "--why", "no room")
    released = json.loads(munara("release", str(affair.alert.seq), "--why", "judged", "--json")[1])
    assert (released["entry"], released["holds"]) == (15, [13, 14])
    with pytest.raises(Problem, match="not on hold"):
        munara("release", seq, "--why", "judged")
    assert munara("erase", seq, "--why", "no room")[0] == 0
    assert "case 17" in munara("search", "--kind", "evidence held")[1]


def test_commands_where_there_is_no_journal(folder, munara):
    for word in ("erase", "hold", "release"):
        with pytest.raises(Problem, match="no journal here"):
            munara(word, "3", "--why", WHY)
    assert not folder.root.exists()
