"""One job done: persons found in each file, copies made, the contact sheet drawn."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from console.assets import sha256_of
from console.detection.model import Model
from console.language import _
from console.media.worker.evidence_reader import read_still
from console.media.worker.full_frame import FullFrame
from console.media.worker.redrawn_clip import Redrawn, redraw_clip
from console.media.worker.whole_file import write_whole
from console.problem import Problem
from console.redaction.known_persons import KnownPersons
from console.redaction.mosaic import Masks
from console.redaction.painter import Painter
from console.redaction.person import Person
from console.redaction.redaction import BOXED, CLIP, ROLES, STILL, Copy, Job, Original, Redaction, Seen
from console.redaction.sheet import Sheet
from console.redaction.tracking import find_in_clip, find_in_still

PREVIEW = "preview.jpg"

Progress = Callable[[float], None]


def redact(job: Job, model: Model, *, progress: Progress) -> Redaction:
    """Makes every copy; `progress` hears the part done, 0 to 1.

    Raises:
        Problem: an original was changed or cannot be read, a number to keep is nobody's, or a copy cannot be
            written.
    """
    work = _Work(job, model, progress)
    originals = sorted(job.originals, key=lambda original: ROLES.index(original.role))
    try:
        for original in originals:
            work.look(original)
        work.check_numbers()
        copies = tuple(work.copy(original) for original in originals)
        return work.result(copies)
    except OSError as error:
        raise Problem(
            _("the copy cannot be written ({why})").format(why=error.strerror or error),
            where=str(job.out),
            mend=_("Make room on this disk, or choose another folder"),
        ) from None


class _Work:
    """A job under way. Thread: one."""

    def __init__(self, job: Job, model: Model, progress: Progress) -> None:
        self._job = job
        self._model = model
        self._steps = 2 * len(job.originals)  # looking and copying, each
        self._done = 0
        self._progress = progress
        self._known = KnownPersons(job.choosing, model_sha256=job.model_sha256, masks=job.masks)
        self._masks = Masks(job.masks)
        self._sheet = Sheet()
        self._persons: dict[str, tuple[Person, ...]] = {}  # by the original's hash
        self._seen: list[Seen] = []

    def look(self, original: Original) -> None:
        """Finds the file's persons and gives them their numbers within the job."""
        if sha256_of(original.path) != original.sha256:
            raise Problem(
                _("this file is not the one that its entry names"),
                where=str(original.path),
                mend=_("Bring it back from a copy; munara journal verify names what else was changed"),
            )
        if original.role == BOXED and (plain := self._same_picture()):
            self._persons[original.sha256] = plain
        else:
            persons = self._known.load(original.sha256)
            if persons is None:
                persons = self._find(original)
            self._number(original, persons)
        self._step()

    def check_numbers(self) -> None:
        unknown = self._job.keep - {person.number for person in self._seen}
        if unknown:
            raise Problem(
                _("there is no person {number}").format(number=min(unknown)),
                where="--keep",
                mend=_("Use numbers from 1 to {last}").format(last=len(self._seen)),
            )

    def copy(self, original: Original) -> Copy:
        painter = Painter(self._persons[original.sha256], keep=self._job.keep, masks=self._masks)
        target = self._job.out / f"{original.role}-{original.sha256[:12]}-blurred{original.path.suffix}"
        if original.role == CLIP:
            redrawn = self._copy_clip(original.path, target, painter)
        else:
            redrawn = self._copy_still(original, target, painter)
        self._step()
        return Copy(
            *(original.role, original.sha256, target.name, sha256_of(target)),
            *(redrawn.frames, redrawn.damaged, redrawn.left_out),
        )

    def result(self, copies: tuple[Copy, ...]) -> Redaction:
        write_whole(self._job.out / PREVIEW, self._sheet.jpeg())
        return Redaction(
            copies=copies,
            seen=tuple(self._seen),
            masks=len(self._job.masks),
            model=self._model.name,
            model_sha256=self._job.model_sha256,
            preview=PREVIEW,
        )

    def _find(self, original: Original) -> tuple[Person, ...]:
        if original.role == CLIP:
            found = find_in_clip(original.path, self._model, progress=self._part, masks=self._masks)
        else:
            found = find_in_still(original.path, self._model, masks=self._masks)
        self._known.save(original.sha256, found)
        return found.persons

    def _same_picture(self) -> tuple[Person, ...]:
        """The persons of the still without boxes: drawn lines would hide some from the detector."""
        still = next((one for one in self._job.originals if one.role == STILL), None)
        return self._persons.get(still.sha256, ()) if still else ()

    def _number(self, original: Original, persons: tuple[Person, ...]) -> None:
        before = len(self._seen)
        numbered = tuple(person.numbered(before + person.number) for person in persons)
        self._persons[original.sha256] = numbered
        for person in numbered:
            portrait = self._known.portrait(original.sha256, person.number - before)
            kept = person.number in self._job.keep
            self._seen.append(
                Seen(
                    *(person.number, original.role, person.first_us, person.last_us),
                    *(round(person.score * 100), portrait, kept),
                )
            )

    def _copy_clip(self, source: Path, target: Path, painter: Painter) -> Redrawn:
        def draw(frame: FullFrame, expected: int) -> None:
            painter.paint(frame)
            self._sheet.add_from_clip(frame, painter, expected=expected)
            if frame.index % 8 == 0:
                self._part(frame.index / max(frame.index + 1, expected))

        return redraw_clip(source, target, draw=draw)

    def _copy_still(self, original: Original, target: Path, painter: Painter) -> Redrawn:
        frame = read_still(original.path)
        painter.paint(frame)
        if original.role == BOXED:
            painter.outline(frame)
        self._sheet.add(frame, painter)
        write_whole(target, frame.jpeg())
        return Redrawn(1, 0, 0)

    def _part(self, part: float) -> None:
        self._progress((self._done + part) / self._steps)

    def _step(self) -> None:
        self._done += 1
        self._part(0)
