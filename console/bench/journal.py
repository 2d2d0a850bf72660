"""`munara bench journal`: a desk's years in a folder of its own, measured against bare SQLite in one run."""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path

from console.bench.figures import Figures
from console.bench.journal_entries import a_draft, made_up
from console.bench.journal_peers import BareCommits, export_bare, fetch_and_hash, shell
from console.journal.database import JournalDatabase
from console.journal.entry import Kind
from console.journal.export import export_csv
from console.journal.ledger import Ledger, RecordDraft
from console.journal.search import Query, find
from console.journal.verify import verify
from console.language import _
from console.paths import DataFolder, cache_folder
from console.problem import Problem

_BATCH = 20_000  # entries a transaction while the journal is filled
_COMMITS = 1000  # of each: ten stand above the 99th percentile
_ROUNDS = 3  # of everything that is timed as a whole; the best counts, what disturbs only ever adds
_SEARCH_ROUNDS = 4
_EXPORTED = 100_000
_QUERIES = (
    Query(),
    Query(words="дерутся"),
    Query(words="подрост витрин"),
    Query(words="төбелес"),
    Query(words="ержанова школа"),
    Query(words="хулиганство"),
    Query(words="соколова", kinds=(Kind.VIOLATION_RECORDED,)),
    Query(words="нет-такого-слова"),
    Query(kinds=(Kind.VIOLATION_RECORDED,)),
    Query(camera="0402"),
    Query(camera="0402", words="наряд"),
    Query(place="гоголя парк"),
    Query(offence="хулиганство", operator="ким"),
    Query(since_utc=datetime(2021, 1, 2, tzinfo=UTC), until_utc=datetime(2021, 1, 9, tzinfo=UTC)),
)


@dataclass(frozen=True, slots=True)
class JournalFigures(Figures):
    """Ratios are to the bare work in the same run."""

    entries: int
    append_p99_ratio: float
    search_p95_ms: float
    verify_ratio: float
    export_ratio: float
    open_s: float
    append_p99_ms: float
    bare_commit_p99_ms: float
    verify_s: float
    exported: int
    export_s: float
    export_against: str  # "sqlite3 shell" or "python csv"
    fill_s: float


def run(arguments: argparse.Namespace) -> int:
    """Measures, prints and returns the exit code.

    Raises:
        Problem: the disk does not take it, or the journal that was made is not sound.
    """
    try:
        cache_folder().mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="bench-", dir=cache_folder()) as root:
            figures = measure(Path(root), entries=arguments.entries)
    except OSError as error:
        raise Problem(
            _("the bench's journal cannot be written ({why})").format(why=error.strerror or error),
            where=str(cache_folder()),
            mend=_("Make room there, or name another disk with XDG_CACHE_HOME"),
        ) from None
    sys.stdout.write((figures.as_json() if arguments.json else figures.table()) + "\n")
    return 0


def measure(root: Path, *, entries: int, commits: int = _COMMITS) -> JournalFigures:
    """All figures, with files in `root` alone.

    Raises:
        Problem: the journal that was made is not sound.
    """
    folder = DataFolder(root / "data")
    fill_s = _timed(lambda: _fill(folder, entries))
    open_s = _best(lambda: _open(folder))
    append_ms, bare_ms = _append(folder, root / "bare.db", entries=entries, commits=commits)
    verify_s, hash_s = _alternate(lambda: _verify(folder), lambda: fetch_and_hash(folder.journal_db))
    exported = _export(folder, root / "own.csv")
    export_s, shell_s = _alternate(
        lambda: _export(folder, root / "own.csv"),
        lambda: export_bare(folder.journal_db, root / "bare.csv", limit=_EXPORTED),
    )
    return JournalFigures(
        entries=entries,
        append_p99_ratio=round(append_ms / bare_ms, 2),
        search_p95_ms=round(_search_p95_ms(folder), 1),
        verify_ratio=round(verify_s / hash_s, 2),
        export_ratio=round(export_s / shell_s, 2),
        open_s=round(open_s, 4),
        append_p99_ms=round(append_ms, 2),
        bare_commit_p99_ms=round(bare_ms, 2),
        verify_s=round(verify_s, 2),
        exported=exported,
        export_s=round(export_s, 2),
        export_against="sqlite3 shell" if shell() else "python csv",
        fill_s=round(fill_s, 1),
    )


def _fill(folder: DataFolder, entries: int) -> None:
    Ledger(folder).close()
    with JournalDatabase.open_for_writing(folder) as database:
        drafts = made_up(entries)
        while batch := list(islice(drafts, _BATCH)):
            database.append_all(batch)
        while database.tidy():  # as over the years
            pass


def _open(folder: DataFolder) -> None:
    ledger = Ledger(folder)
    ledger.sweep()
    ledger.head()
    ledger.close()


def _append(folder: DataFolder, bare_db: Path, *, entries: int, commits: int) -> tuple[float, float]:
    """(p99 of a record, p99 of a bare commit) in milliseconds, in turn: both meet the same disk.

    Between two records a desk's writer merges the index, as long as nothing waits; so does this.
    """
    chance = random.Random(entries)
    ledger, bare = Ledger(folder), BareCommits(bare_db)
    own_s, bare_s = list[float](), list[float]()
    try:
        for number in range(entries, entries + commits):
            draft = RecordDraft(a_draft(chance, number))
            body = json.dumps(draft.entry.body, ensure_ascii=False)
            own_s.append(_timed(partial(ledger.write, draft)))
            bare_s.append(_timed(partial(bare.commit, body)))
            while ledger.tidy():
                pass
    finally:
        ledger.close()
        bare.close()
    return 1000 * _percentile(own_s, 99), 1000 * _percentile(bare_s, 99)


def _verify(folder: DataFolder) -> None:
    report = verify(folder)
    if not report.sound:
        raise Problem(
            _("the bench's journal is not sound ({why})").format(why=report.faults[0].text()),
            where=str(folder.journal_db),
            mend=_("Look at this machine's disk and memory"),
        )


def _export(folder: DataFolder, file: Path) -> int:
    return export_csv(folder, Query(kinds=(Kind.VIOLATION_RECORDED,)), file, most=_EXPORTED)


def _search_p95_ms(folder: DataFolder) -> float:
    took_s = [_timed(partial(find, folder, query)) for query in _QUERIES * _SEARCH_ROUNDS]
    return 1000 * _percentile(took_s, 95)


def _alternate(own: Callable[[], object], bare: Callable[[], object]) -> tuple[float, float]:
    rounds = [(_timed(bare), _timed(own)) for _round in range(_ROUNDS)]
    return min(own_s for _bare_s, own_s in rounds), min(bare_s for bare_s, _own_s in rounds)


def _best(work: Callable[[], object]) -> float:
    return min(_timed(work) for _round in range(_ROUNDS))


def _timed(work: Callable[[], object]) -> float:
    began_ns = time.perf_counter_ns()
    work()
    return (time.perf_counter_ns() - began_ns) / 1e9


def _percentile(values: Sequence[float], percent: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]
