"""Zones by the kind of their place: what is sensible to watch there, to be drawn and then adjusted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from console.alerts.hours import Hours, OnHolidays
from console.alerts.rule_kind import RuleKind, Subject
from console.alerts.zone import Zone
from console.cameras.line import Line
from console.cameras.places import PlaceKind
from console.cameras.polygon import Polygon
from console.language import N_, _

_WORKDAYS, _WITHOUT_SUNDAY, _WEEKEND = 0b0011111, 0b0111111, 0b1100000
# Of the frame's height. A smaller person has 12 px of the detector's 416: bushes and dogs look like that.
_PERSON = 0.05


@dataclass(frozen=True, slots=True)
class Template:
    """What a zone is made from. `name` is in English; `title` says it in the language in use."""

    name: str
    rule: RuleKind
    values: Mapping[str, Any] = field(default_factory=dict)  # of a Zone, where they differ from its defaults

    def title(self) -> str:
        return _(self.name)

    def zone(self, shape: Polygon | Line, *, zone_id: str, camera_id: str) -> Zone:
        """The zone with that outline, or that line where `rule.on_line`; ValueError where it is the other."""
        values = dict(self.values)
        return Zone(zone_id, camera_id, self.title(), shape, rule=self.rule, **values)


# Lessons begin at 8:00 and staff comes from 7:00 on; the second shift and the clubs have left by 20:00. By
# day, and at weekends too, children play in the yard: there a zone would only chatter. On a public holiday
# nobody has business there. One visit is one alert: whoever is there moves about for ten minutes.
_CLOSED_SCHOOL = {
    "hours": Hours(start="21:00", end="06:30", holidays=OnHolidays.ALL_DAY),
    "least_height": _PERSON,
    "cool_down_s": 600,
}
# While children are about. Parents who wait stand for a few minutes: five is when somebody should look.
_FENCE = {
    "hours": Hours(_WITHOUT_SUNDAY, "07:30", "20:00", OnHolidays.NEVER),
    "after_s": 300,
    "least_height": _PERSON,
    "cool_down_s": 900,
}
# A fence is not a way: whoever comes over it is looked at at once, at any hour, in either direction – a child
# who leaves so is as urgent as a stranger who comes. Cars beyond the fence are none of its business.
_OVER = {"priority": 1, "subject": Subject.PERSON, "least_height": _PERSON, "cool_down_s": 60}
# Deliveries come before eight; from then on children are in the yard, and a car among them is urgent.
_YARD = {
    "priority": 1,
    "hours": Hours(_WITHOUT_SUNDAY, "08:00", "20:00", OnHolidays.NEVER),
    "cool_down_s": 300,
}
# Setting a child down takes a minute or two. At the gate of a school or kindergarten a car that stays
# hides children from the traffic.
_GATE = {
    "priority": 3,
    "hours": Hours(_WITHOUT_SUNDAY, "07:00", "20:00", OnHolidays.NEVER),
    "after_s": 300,
    "cool_down_s": 900,
}
# Open from 7:00 to 19:00 on workdays; the yard is fenced and nobody's way. The two spans do not overlap, so
# that one visit is one alert.
_CLOSED_KINDERGARTEN = {
    **_CLOSED_SCHOOL,
    "hours": Hours(start="19:30", end="06:30", holidays=OnHolidays.ALL_DAY),
}
_WEEKEND_KINDERGARTEN = {**_CLOSED_SCHOOL, "hours": Hours(_WEEKEND, "06:30", "19:30", OnHolidays.NEVER)}
# A bus stop holds a dozen people, a brawl gathers more in a minute; by night half of that is much.
_STREET_CROWD = {"least_count": 15, "cool_down_s": 900}
_NIGHT_CROWD = {"least_count": 8, "hours": Hours(start="23:00", end="06:00"), "cool_down_s": 900}
# Somebody who waits for a bus or a friend is gone within ten minutes, and at night fewer wait.
_STREET_LOITERING = {
    "priority": 3,
    "hours": Hours(start="23:00", end="06:00"),
    "after_s": 600,
    "least_height": _PERSON,
    "cool_down_s": 1800,
}
# Up to five minutes are a stop by the traffic rules; what stays longer is parked.
_STANDING = {"priority": 3, "after_s": 300, "cool_down_s": 1800}
# The detector finds some thirty people of a packed square: more may be there than it counts. A third of the
# zone's picture filled with people is when nobody walks freely any more.
_SQUARE_CROWD = {"least_count": 25, "cool_down_s": 1800}
_PRESS = {"priority": 1, "least_count": 12, "least_density": 0.35, "cool_down_s": 900}
# A car among many people on foot.
_NO_CARS = {"priority": 1, "cool_down_s": 300}

TEMPLATES: Mapping[PlaceKind, tuple[Template, ...]] = {
    PlaceKind.SCHOOL: (
        Template(N_("yard out of school hours"), RuleKind.PERSON_IN_ZONE, _CLOSED_SCHOOL),
        Template(N_("loitering at the fence"), RuleKind.LOITERING, _FENCE),
        Template(N_("over the fence"), RuleKind.LINE_CROSSED, _OVER),
        Template(N_("vehicle in the yard"), RuleKind.VEHICLE_IN_ZONE, _YARD),
        Template(N_("vehicle standing at the gate"), RuleKind.VEHICLE_STANDING, _GATE),
    ),
    PlaceKind.KINDERGARTEN: (
        Template(N_("yard after closing"), RuleKind.PERSON_IN_ZONE, _CLOSED_KINDERGARTEN),
        Template(N_("yard at the weekend"), RuleKind.PERSON_IN_ZONE, _WEEKEND_KINDERGARTEN),
        Template(
            N_("loitering at the fence"),
            RuleKind.LOITERING,
            {**_FENCE, "hours": Hours(_WORKDAYS, "07:00", "19:00", OnHolidays.NEVER)},
        ),
        Template(N_("over the fence"), RuleKind.LINE_CROSSED, _OVER),
        Template(N_("vehicle in the yard"), RuleKind.VEHICLE_IN_ZONE, _YARD),
        Template(N_("vehicle standing at the gate"), RuleKind.VEHICLE_STANDING, _GATE),
    ),
    PlaceKind.STREET: (
        Template(N_("vehicle standing where none may"), RuleKind.VEHICLE_STANDING, _STANDING),
        Template(N_("crowd"), RuleKind.CROWD, _STREET_CROWD),
        Template(N_("crowd at night"), RuleKind.CROWD, _NIGHT_CROWD),
        Template(N_("loitering at night"), RuleKind.LOITERING, _STREET_LOITERING),
    ),
    PlaceKind.CROWDED: (
        Template(N_("crowd"), RuleKind.CROWD, _SQUARE_CROWD),
        Template(N_("press of people"), RuleKind.CROWD, _PRESS),
        Template(N_("vehicle among people"), RuleKind.VEHICLE_IN_ZONE, _NO_CARS),
        Template(N_("vehicle standing where none may"), RuleKind.VEHICLE_STANDING, _STANDING),
    ),
}
