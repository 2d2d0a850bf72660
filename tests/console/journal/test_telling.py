"""What was refused, looked at and looked at again reads as people say it, in each language."""

from __future__ import annotations

import pytest

from console.journal.entry import Kind
from console.journal.telling import what_title, why_title
from console.journal.wording import summary
from console.language import use_language

LOOK = {"what": "snapshot", "reason": "search for a missing child", "camera_number": "0402", "salt": "ab"}
SEVERAL = {
    "what": "export",
    "reason": "request of investigators",
    "file": "out.csv",
    "camera_numbers": ["0401", "0402", "0403", "0404", "0405", "0406"],
}
REVIEW = {"seq": 12, "alert_id": "a1", "verdict": "wrong", "why": "a boy climbs"}
REFUSED = {"what": "review_dismissals", "why": "role dispatcher"}
RULE = {"rule": "person in zone", "zone": "yard"}
DISMISSED = {"alert_id": "a1", "reason": "nothing there"}


@pytest.fixture(autouse=True)
def language():
    yield use_language
    use_language("ru")


@pytest.mark.parametrize(
    ("code", "kind", "body", "line"),
    [
        ("en", Kind.LOOKED_AT, LOOK, "saved picture · search for a missing child"),
        ("ru", Kind.LOOKED_AT, LOOK, "сохранённый снимок · розыск пропавшего ребёнка"),
        ("kk", Kind.LOOKED_AT, LOOK, "сақталған сурет · жоғалған баланы іздеу"),
        (
            "en",
            Kind.LOOKED_AT,
            SEVERAL,
            "export · request of investigators · 0401, 0402, 0403, 0404 and 2 more · out.csv",
        ),
        (
            "ru",
            Kind.LOOKED_AT,
            SEVERAL,
            "экспорт · запрос следствия · 0401, 0402, 0403, 0404 и ещё 2 · out.csv",
        ),
        ("en", Kind.DISMISSAL_REVIEWED, REVIEW, "entry 12 · wrongly dismissed · a boy climbs"),
        ("ru", Kind.DISMISSAL_REVIEWED, REVIEW, "запись 12 · отклонена ошибочно · a boy climbs"),
        ("kk", Kind.DISMISSAL_REVIEWED, REVIEW, "12-жазба · қате алып тасталған · a boy climbs"),
        ("en", Kind.REFUSED, REFUSED, "review dismissals · role: dispatcher"),
        ("ru", Kind.REFUSED, REFUSED, "перепроверять отклонённые тревоги · роль: диспетчер"),
        ("kk", Kind.REFUSED, REFUSED, "алып тасталған дабылдарды қайта тексеру · рөлі: диспетчер"),
        ("en", Kind.ALERT_ESCALATED, {"after_s": 180, "priority": 2}, "nobody took it within 3 min"),
        ("en", Kind.ALERT_ESCALATED, {"alert_id": "a1"}, ""),
        (
            "en",
            Kind.ALERT_TAKEN,
            {"escalated": True, "desk_of": "Anna"},
            "it was escalated · with a password, at the desk of Anna",
        ),
        ("en", Kind.ALERT_EXPIRED, {"priority": 3}, "priority 3 · the queue was full: nobody decided on it"),
        ("en", Kind.RULE_FOLDED, {**RULE, "count": 3}, "person in zone · yard · 3 alerts in a minute"),
        ("en", Kind.RULE_UNFOLDED, {**RULE, "count": 9}, "person in zone · yard · alerts meanwhile: 9"),
        (
            "en",
            Kind.RULE_SHELVED,
            {**RULE, "why": "a sign"},
            "person in zone · yard · until the shift's end · a sign",
        ),
        (
            "en",
            Kind.RULE_RESTORED,
            {**RULE, "seq": 7, "count": 4, "why": "shift closed"},
            "entry 7 · person in zone · yard · alerts meanwhile: 4 · the shift was closed",
        ),
        ("ru", Kind.ALERT_DISMISSED, DISMISSED, "там ничего нет"),
        ("kk", Kind.ALERT_DISMISSED, DISMISSED, "ештеңе жоқ"),
    ],
)
def test_a_line_says_what_happened(language, code, kind, body, line):
    language(code)
    assert summary(body, kind) == line


def test_evidence_that_was_seen_names_its_entry(language):
    language("en")
    assert summary({"what": "evidence", "reason": "", "seq": 7}, Kind.LOOKED_AT) == "entry 7 · evidence"


def test_places_stand_where_no_camera_has_a_number(language):
    language("en")
    body = {"what": "export", "reason": "training", "places": ["School No. 1", "School No. 2"]}
    assert summary(body, Kind.LOOKED_AT) == "export · training · School No. 1, School No. 2"


def test_the_same_word_is_read_by_what_the_entry_is(language):
    language("en")
    assert what_title(Kind.REFUSED, "export") == "export the journal"
    assert what_title(Kind.LOOKED_AT, "export") == "export"
    assert what_title(Kind.EXPORT_MADE, "package") == "package"
    assert why_title(Kind.VIOLATION_VOIDED, "role dispatcher") == "role dispatcher"  # somebody's own words
    assert why_title(Kind.REFUSED, "role dispatcher") == "role: dispatcher"


@pytest.mark.parametrize(
    ("kind", "stored", "russian"),
    [
        (Kind.SIGNED_OUT, "another signed in", "вошёл другой"),
        (Kind.ALERT_LET_GO, "handed over", "передано"),
        (Kind.REFUSED, "the shift of another", "смена другого человека"),
    ],
)
def test_why_is_told_in_the_desks_language(language, kind, stored, russian):
    language("ru")
    assert why_title(kind, stored) == russian
    assert why_title(Kind.VIOLATION_VOIDED, stored) == stored  # somebody's own words


def test_what_a_later_version_says_is_shown_as_it_stands(language):
    language("en")
    assert summary({"what": "hologram", "reason": "boredom"}, Kind.LOOKED_AT) == "hologram · boredom"
    assert summary({"what": "fly", "why": "role pilot"}, Kind.REFUSED) == "fly · role pilot"
    assert summary({"verdict": "maybe"}, Kind.DISMISSAL_REVIEWED) == "maybe"


def test_a_refused_sign_in_says_who_and_why(language):
    language("en")
    body = {"what": "sign_in", "why": "wrong password", "name": "Anna"}
    assert summary(body, Kind.REFUSED) == "sign in · Anna · wrong password"
    assert summary(body | {"why": "waits", "name": ""}, Kind.REFUSED) == (
        "sign in · has to wait after wrong tries"
    )


def test_a_name_that_turns_the_writing_round_does_not(language):
    language("en")
    body = {"what": "sign_in", "why": "unknown name", "name": "x\u202ey"}
    assert summary(body, Kind.REFUSED) == "sign in · xy · unknown name"
