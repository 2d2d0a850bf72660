"""An arrangement: what every monitor shows, and how it opens on other monitors than it was made for.

A layout belongs to the monitor it was made for, never to a number of monitors. So an arrangement opens in
three steps, whatever is connected:

1. A monitor that is known shows what it showed.
2. A monitor that is not known stands in for one that is missing, the lowest number first: an exchanged
   monitor goes on where the old one left off, and on a desk with one monitor the first layout is seen.
3. What is still missing a monitor waits. It stays in the arrangement, and any wall can show it as a page.

A stand-in does not take the missing monitor's name: when that one is plugged in again, it shows its own
layout and the stand-in gives way. The other choices were worse: squeezing four layouts into one makes tiles
that tell nothing, and giving the first monitor's layout away for good is how layouts get lost.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from console.wall.layout import Layout
from console.wall.monitor import Monitor, matched
from console.wall.presets import even

NEW = even(2, 2)  # a monitor never seen before shows nothing that nobody asked for


@dataclass(frozen=True, slots=True)
class Share:
    """One monitor's share of an arrangement."""

    monitor: Monitor
    layout: Layout


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Shares in the order of the walls' numbers: the first is wall 1."""

    shares: tuple[Share, ...] = ()

    @property
    def monitors(self) -> tuple[Monitor, ...]:
        return tuple(share.monitor for share in self.shares)

    def opened_on(self, present: Sequence[Monitor]) -> dict[int, int]:
        """Which share each present monitor shows: indices into `present` → indices into `shares`.

        Shares that are not among them wait; a monitor that is left out has nothing to show yet.
        """
        opened = matched(self.monitors, present)
        waiting = [index for index in range(len(self.shares)) if index not in opened.values()]
        strangers = [index for index in range(len(present)) if index not in opened]
        # One in the socket of a missing monitor replaces that one before any other.
        for index in tuple(waiting):
            socket = self.shares[index].monitor.connector
            for stranger in strangers:
                if present[stranger].connector == socket:
                    opened[stranger] = index
                    waiting.remove(index)
                    strangers.remove(stranger)
                    break
        return opened | dict(zip(strangers, waiting, strict=False))

    def met(self, present: Sequence[Monitor], *, new: Layout) -> Arrangement:
        """With what is connected now: known monitors as they are now named and placed, others at the end.

        `new`: what a monitor shows that is not known and stands in for none.
        """
        shares = list(self.shares)
        for now, index in matched(self.monitors, present).items():
            shares[index] = replace(shares[index], monitor=present[now])
        opened = self.opened_on(present)
        shares += [Share(monitor, new) for now, monitor in enumerate(present) if now not in opened]
        return Arrangement(tuple(shares))

    def with_layout(self, index: int, layout: Layout) -> Arrangement:
        """With another layout in one share."""
        shares = list(self.shares)
        shares[index] = replace(shares[index], layout=layout)
        return Arrangement(tuple(shares))

    def changed_to(self, called: Arrangement, *, kept: Collection[Monitor]) -> Arrangement:
        """What is shown once another arrangement is called here; the walls keep their numbers.

        Its layouts go to the monitors they were made for; those of monitors that are not known here to the
        monitors that it does not name, and what is left then waits at the end. Monitors that it says
        nothing about go on as they are: all of `kept`, which were connected here once. A share that waits
        for a monitor never seen here goes when the next arrangement is called.
        """
        shares = [share for share in self.shares if share.monitor in kept]
        layouts = dict(enumerate(called.shares))
        taken = set()
        for theirs, ours in matched([share.monitor for share in shares], called.monitors).items():
            shares[ours] = replace(shares[ours], layout=layouts.pop(theirs).layout)
            taken.add(ours)
        free = [index for index in range(len(shares)) if index not in taken]
        for index, theirs in zip(free, tuple(layouts), strict=False):
            shares[index] = replace(shares[index], layout=layouts.pop(theirs).layout)
        return Arrangement((*shares, *layouts.values()))


def shared_out(camera_ids: Sequence[str], monitors: Sequence[Monitor]) -> Arrangement:
    """Every camera on some monitor, in order, as evenly as it goes."""
    each = max(1, -(-len(camera_ids) // max(1, len(monitors))))
    parts = [camera_ids[each * index : each * (index + 1)] for index in range(len(monitors))]
    layouts = [Layout.fitting(part) if part else NEW for part in parts]
    return Arrangement(tuple(Share(*pair) for pair in zip(monitors, layouts, strict=True)))
