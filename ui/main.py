"""Munara's entry point: commands run without Qt, windows bring it in."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from console.commands import parse, run, tell_problems


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs `munara ARGUMENTS` and returns its exit code."""
    parsed = parse(sys.argv[1:] if arguments is None else arguments)
    if parsed.command == "bench" and parsed.bench == "wall":
        from ui.bench.wall_bench import run_bench

        return tell_problems(lambda: run_bench(parsed))
    if parsed.command == "bench" and parsed.bench == "detect" and parsed.step:
        from ui.bench.step_bench import run_bench as run_step_bench

        return tell_problems(lambda: run_step_bench(parsed))
    if parsed.command == "bench" and parsed.bench == "desk":
        from ui.bench.desk_bench import run_bench as run_desk_bench

        return tell_problems(lambda: run_desk_bench(parsed))
    if parsed.command not in ("", "demo"):
        return run(parsed)
    from ui.session import run_windows  # only a window needs Qt

    return tell_problems(lambda: run_windows(parsed))


if __name__ == "__main__":
    sys.exit(main())
