from console.media.worker.verdict import FaultCourse, Verdict

GOOD, BAD, UNSURE = Verdict.GOOD, Verdict.BAD, Verdict.UNSURE


def _since(course: FaultCourse, *verdicts: Verdict) -> list[int]:
    seen = []
    for at_ns, verdict in enumerate(verdicts, 1):
        course.see(verdict, at_ns=at_ns)
        seen.append(course.since_ns)
    return seen


def test_a_fault_begins_with_its_first_bad_look_and_ends_after_good_ones():
    course = FaultCourse(begin_looks=3, end_looks=2)
    assert _since(course, GOOD, BAD, BAD, BAD, BAD, GOOD, GOOD) == [0, 0, 0, 2, 2, 2, 0]


def test_a_good_look_in_between_begins_the_count_anew():
    assert not any(_since(FaultCourse(begin_looks=3, end_looks=1), *[BAD, BAD, GOOD] * 4))


def test_a_bad_look_in_between_keeps_the_fault():
    assert all(_since(FaultCourse(begin_looks=1, end_looks=3), *[BAD, GOOD, GOOD] * 4))


def test_unsure_changes_nothing():
    course = FaultCourse(begin_looks=2, end_looks=2)
    assert _since(course, BAD, UNSURE, UNSURE, BAD, UNSURE, UNSURE, UNSURE) == [0, 0, 0, 1, 1, 1, 1]


def test_it_is_suspected_from_the_first_bad_look_on():
    course = FaultCourse(begin_looks=3, end_looks=1)
    assert not course.is_suspected
    course.see(BAD, at_ns=1)
    assert course.is_suspected
