"""Facts reach the GUI thread: none lost, each thread's in order, with few wakes."""

from __future__ import annotations

import threading
import time

from PySide6.QtCore import QThread

from console.outbox import Outbox
from ui.bridge import FACTS_A_TURN, Bridge

THREADS, EACH = 6, 2000


def test_a_storm_from_many_threads_arrives_whole_and_in_order(qapp):
    outbox = Outbox()
    bridge = Bridge(outbox)
    told: list[tuple[int, int]] = []
    where: set[bool] = set()

    def take(fact: tuple[int, int]) -> None:
        told.append(fact)
        where.add(QThread.currentThread() == qapp.thread())

    bridge.factArrived.connect(take)
    threads = [threading.Thread(target=_put_all, args=(outbox, n), name=f"storm-{n}") for n in range(THREADS)]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + 30
    while len(told) < THREADS * EACH and time.monotonic() < deadline:
        qapp.processEvents()
    for thread in threads:
        thread.join(10)
    bridge.close()

    assert len(told) == THREADS * EACH
    for n in range(THREADS):
        assert [count for thread, count in told if thread == n] == list(range(EACH))
    assert where == {True}


def test_facts_that_wait_together_cost_one_wake(qapp):
    outbox = Outbox()
    bridge = Bridge(outbox)
    told: list[object] = []
    bridge.factArrived.connect(told.append)
    for count in range(FACTS_A_TURN):
        outbox.put(count)
    qapp.processEvents()
    bridge.close()
    assert told == list(range(FACTS_A_TURN))
    assert bridge.wakes == 1


def test_a_long_burst_is_told_in_turns(qapp):
    outbox = Outbox()
    bridge = Bridge(outbox)
    told: list[object] = []
    bridge.factArrived.connect(told.append)
    for count in range(FACTS_A_TURN * 2 + 1):
        outbox.put(count)
    bridge._on_woken()
    assert len(told) == FACTS_A_TURN
    while len(told) < FACTS_A_TURN * 2 + 1:
        qapp.processEvents()
    bridge.close()
    assert told == list(range(FACTS_A_TURN * 2 + 1))


def test_a_handler_with_its_own_event_loop_keeps_the_order(qapp):
    outbox = Outbox()
    bridge = Bridge(outbox)
    told: list[object] = []

    def take(fact: object) -> None:
        told.append(fact)
        if fact == 0:
            outbox.put(3)
            qapp.processEvents()

    bridge.factArrived.connect(take)
    for count in range(3):
        outbox.put(count)
    qapp.processEvents()
    bridge.close()
    assert told == [0, 1, 2, 3]


def test_facts_from_before_the_bridge_are_told(qapp):
    outbox = Outbox()
    outbox.put("early")
    bridge = Bridge(outbox)
    told: list[object] = []
    bridge.factArrived.connect(told.append)
    qapp.processEvents()
    bridge.close()
    assert told == ["early"]


def test_after_close_a_fact_stays_in_the_outbox(qapp):
    outbox = Outbox()
    bridge = Bridge(outbox)
    bridge.close()
    outbox.put("late")
    qapp.processEvents()
    assert outbox.drain() == ["late"]


def _put_all(outbox: Outbox, n: int) -> None:
    for count in range(EACH):
        outbox.put((n, count))
