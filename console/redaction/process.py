"""The redacting process: `python -m console.redaction.process`, a job on its input, progress on its output.

A line of JSON each: {"progress": 0.25} …, at last {"done": …} or {"problem": {"what", "where", "mend"}}.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from console.detection.model_file import ModelFile
from console.language import use_language
from console.problem import Problem
from console.redaction.redact import redact
from console.redaction.redaction import Job

_NICENESS = 10  # behind decoders and detectors: they cannot wait, this can
_TELL_S = 0.05


class _Teller:
    """Writes to whoever started this; where they are gone, that fails and ends the work. Thread: main."""

    def __init__(self) -> None:
        self._told_s = 0.0

    def progress(self, part: float) -> None:
        now_s = time.monotonic()
        if now_s - self._told_s >= _TELL_S:
            self._told_s = now_s
            self.say({"progress": round(part, 3)})

    def say(self, value: dict[str, Any]) -> None:
        sys.stdout.write(json.dumps(value) + "\n")
        sys.stdout.flush()


def main() -> int:
    os.nice(_NICENESS)
    asked = json.loads(sys.stdin.readline())
    use_language(asked["language"])
    teller = _Teller()
    try:
        job = Job.from_body(asked["job"])
        model = ModelFile(Path(job.model), "").load()
        teller.say({"done": redact(job, model, progress=teller.progress).body()})
    except Problem as problem:
        teller.say({"problem": {"what": problem.what, "where": problem.where, "mend": problem.mend}})
        return 2
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:
        os._exit(1)  # nobody listens any more; what was begun is taken away already
