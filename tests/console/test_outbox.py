import threading

from console.outbox import Outbox


def test_facts_of_many_threads_arrive_whole_and_in_order():
    outbox = Outbox()
    threads = [
        threading.Thread(target=lambda n=n: [outbox.put((n, i)) for i in range(2000)], name=f"putter-{n}")
        for n in range(4)
    ]
    for thread in threads:
        thread.start()
    got = []
    while any(thread.is_alive() for thread in threads) or len(got) < 8000:
        got += outbox.drain()
    for thread in threads:
        thread.join()
    assert len(got) == 8000
    for n in range(4):
        assert [i for who, i in got if who == n] == list(range(2000))


def test_the_reader_is_woken_once_until_it_drains():
    wakes = []
    outbox = Outbox(lambda: wakes.append(1))
    outbox.put("a")
    outbox.put("b")
    assert len(wakes) == 1
    assert outbox.drain() == ["a", "b"]
    outbox.put("c")
    assert len(wakes) == 2


def test_facts_that_wait_wake_a_reader_that_comes_late():
    outbox, wakes = Outbox(), []
    outbox.put("early")
    outbox.set_wake(lambda: wakes.append(1))
    assert wakes == [1]
