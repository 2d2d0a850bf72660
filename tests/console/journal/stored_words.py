"""Every value that the program itself stores in an entry as a word, by kind and key."""

from __future__ import annotations

from collections.abc import Iterator

from console import choices, rulebook
from console.alerts.alert import OWN_RULE
from console.alerts.dismiss_reason import DismissReason
from console.alerts.rule_kind import Direction, RuleKind
from console.alerts.zone import UNFIT
from console.cameras.inventory import Change
from console.detection import labels
from console.evidence import gathering, rounds
from console.journal import telling
from console.journal.bulletins import Topic
from console.journal.entry import Kind
from console.journal.look_reason import LookReason
from console.journal.looked_at import Look
from console.journal.pending import LEFT_OVER
from console.journal.redacted import WHAT as REDACTED
from console.journal.shift_log import file as shift_log_file
from console.journal.verdict import Verdict
from console.media.feed_state import Failure
from console.media.picture_fault import PictureFault
from console.media.ring_budget import RINGS_SHORT, RINGS_WHOLE
from console.media.shedding import Stage
from console.operators.permissions import Intent, not_for
from console.operators.register import OperatorChange
from console.operators.roles import Role
from console.operators.sign_in import RefusedTry

_RULES = (*(rule.value for rule in RuleKind), OWN_RULE)
_ROLES = tuple(Role)
_REASONS = tuple(LookReason)
_REFUSED = (*(intent.key for intent in Intent), "sign_in")

_WORDS: dict[Kind, dict[str, tuple[object, ...]]] = {
    Kind.SHIFT_OPENED: {"role": _ROLES},
    Kind.SIGNED_IN: {"role": _ROLES},
    Kind.SIGNED_OUT: {"role": _ROLES, "why": tuple(telling._LEFT)},
    Kind.OPERATOR_CHANGED: {"what": tuple(OperatorChange), "role": _ROLES},
    Kind.REFUSED: {
        "what": _REFUSED,
        "why": (*telling._REFUSED, *(not_for(role) for role in Role), *RefusedTry),
    },
    Kind.ALERT_RAISED: {
        "rule": _RULES,
        "direction": tuple(Direction),
        "label": ("person", *sorted(labels._VEHICLES)),
    },
    Kind.ALERT_LET_GO: {"why": tuple(telling._LET_GO)},
    Kind.ALERT_DISMISSED: {"reason": tuple(DismissReason)},
    Kind.ALERT_EXPIRED: {"what": (rounds._STARTED_ANEW, rounds._STARTED_ANEW_NO_CLIP)},
    Kind.DISMISSAL_REVIEWED: {"verdict": tuple(Verdict)},
    Kind.EXPORT_MADE: {
        "what": ("csv", "package", "cameras", *shift_log_file._WHAT.values()),
        "reason": _REASONS,
    },
    Kind.EVIDENCE_STORED: {"what": (REDACTED,)},
    Kind.LOOKED_AT: {"what": (*Look, "operators"), "reason": _REASONS, "why": tuple(telling._LISTENED)},
    Kind.MASK_LIFTED: {"why": _REASONS},
    Kind.MASK_FILLED: {"why": tuple(telling._FILLED)},
    Kind.CAMERA_LOST: {"failure": tuple(Failure)},
    Kind.PICTURE_FAULT: {"fault": tuple(PictureFault)},
    Kind.PICTURE_RESTORED: {"fault": tuple(PictureFault)},
    Kind.CAMERA_CHANGED: {"what": (*Change, rulebook._WHAT, rulebook._WHAT_MASKS)},
    Kind.FAULT_NOTED: {
        "what": (
            UNFIT,
            LEFT_OVER,
            rounds._CHANGED,
            gathering._NOT_ASIDE,
            gathering._NO_CLIP,
            gathering._NOT_ASIDE_OF_RECORD,
            gathering._NO_CLIP_OF_RECORD,
            gathering._LOST,
            gathering._LOST_OF_RECORD,
        )
    },
    Kind.LOAD_SHED: {"what": (*Stage, RINGS_SHORT, RINGS_WHOLE)},
    Kind.MUTED: {"why": tuple(telling._HEARD)},
    Kind.SETTING_CHANGED: {
        "what": (choices._WHAT, "made again", "a search was saved", "a saved search was removed"),
    },
    Kind.BULLETIN: {"topic": tuple(Topic)},
    Kind.RULE_SHELVED: {"rule": _RULES},
    Kind.RULE_RESTORED: {"rule": _RULES, "why": tuple(telling._RESTORED)},
    Kind.RULE_FOLDED: {"rule": _RULES},
    Kind.RULE_UNFOLDED: {"rule": _RULES},
}


def stored_words() -> Iterator[tuple[Kind, str, str]]:
    """(kind, key, what is stored there)."""
    for kind, keys in _WORDS.items():
        for key, values in keys.items():
            for value in values:
                yield kind, key, str(getattr(value, "value", value))
