"""The command line: everything that needs no window, and how the rest is asked for."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

import console.bench.command
import console.bench.journal
import console.detection.command
import console.detection.models_command
import console.doctor.command
import console.inventory_command
import console.journal.command
import console.operators_command
from console.journal.door import add_operator, enter, file_name, note
from console.journal.entry import Kind
from console.language import LANGUAGES, N_, _, system_language, use_language
from console.operators.permissions import Intent
from console.paths import DataFolder
from console.problem import Problem
from console.settings import load_settings

DONE, FOUND, WRONG = 0, 1, 2  # exit codes, DESIGN.md section 7


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line; argparse would print the whole usage before it."""

    def error(self, message: str) -> NoReturn:
        mend = _("See {command}").format(command=f"{self.prog} --help")
        print(Problem(message, where=self.prog, mend=mend), file=sys.stderr)
        raise SystemExit(WRONG)


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Reads the command line; `command` is "" for the console itself.

    Raises:
        SystemExit: help was asked for (0) or the words are off (2).
    """
    use_language(system_language())
    parsed = command_line().parse_args(arguments)
    parsed.command = parsed.command or ""
    parsed.data = getattr(parsed, "data", None)
    return parsed


def command_line() -> argparse.ArgumentParser:
    """Every command with its options."""
    parser = _Parser(prog="munara", description=_("A video-wall console for a duty desk"))
    commands: argparse._SubParsersAction[Any] = parser.add_subparsers(dest="command", metavar=_("COMMAND"))
    _add_demo(commands)
    console.doctor.command.add_parser(commands)
    console.detection.command.add_parser(commands)
    console.detection.models_command.add_parser(commands, add_operator=add_operator)
    console.journal.command.add_parser(commands)
    console.inventory_command.add_parser(commands)
    console.operators_command.add_parser(commands)
    console.bench.command.add_parser(commands, count=_count, screens=_screens)
    _add_data(parser)
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Runs a command that needs no window and returns its exit code."""
    commands: dict[str, Callable[[argparse.Namespace], int]] = {
        "bench": _bench,
        "doctor": console.doctor.command.run,
        "detect": lambda args: console.detection.command.run(args, setting=_model(args)),
        "cameras": console.inventory_command.run,
        "journal": console.journal.command.run,
        "models": _models,
        "operators": console.operators_command.run,
    }
    return tell_problems(lambda: commands[arguments.command](arguments))


def _bench(arguments: argparse.Namespace) -> int:
    """A bench of windows is ui.main's."""
    if arguments.bench == "detect":
        from console.bench.detect import run as run_detect  # brings the media and a model's runtime

        return run_detect(arguments)
    return console.bench.journal.run(arguments)


def _models(arguments: argparse.Namespace) -> int:
    if arguments.models_command != "add":
        return console.detection.models_command.run(arguments, setting=_model(arguments))
    folder = DataFolder.choose(arguments.data)
    operator = enter(folder, arguments, Intent.KEEP_MODELS)
    code = console.detection.models_command.run(arguments, setting=_model(arguments))
    body = {"what": N_("a detector was added"), "name": file_name(arguments.file)}
    note(folder, operator, Kind.SETTING_CHANGED, body)
    return code


def _model(arguments: argparse.Namespace) -> str:
    return load_settings(DataFolder.choose(arguments.data).settings_file).model


def tell_problems(command: Callable[[], int]) -> int:
    """What the command returns; a Problem is told in one line and means 2."""
    try:
        return command()
    except Problem as problem:
        print(" ".join(str(problem).split()), file=sys.stderr)
        return WRONG
    except BrokenPipeError:  # the reader of our output went away: `munara journal search | head`
        sys.stderr.close()
        return DONE


def _add_demo(commands: argparse._SubParsersAction[Any]) -> None:
    demo = commands.add_parser("demo", help=_("the simulated city, live"))
    demo.add_argument("--cameras", type=_count, metavar="N", help=_("how many cameras the city has"))
    demo.add_argument(
        "--screens",
        type=_screens,
        metavar="WxH,WxH",
        help=_("with --headless: the screens; the desk stands on the first, walls on the others"),
    )
    demo.add_argument("--headless", action="store_true", help=_("without a display"))
    demo.add_argument("--seconds", type=_count, metavar="N", help=_("end after so many seconds"))
    demo.add_argument("--confirm", type=int, default=0, metavar="K", help=_("confirm the first K alerts"))
    demo.add_argument("--day", action="store_true", help=_("a whole day with three shifts; needs --out"))
    demo.add_argument("--out", metavar="DIR", help=_("pictures of the windows and report.json go there"))
    demo.add_argument("--language", choices=LANGUAGES, help=_("the language of the windows"))


def _add_data(parser: argparse.ArgumentParser) -> None:
    """`--data` may stand before or after the command's words."""
    parser.add_argument(
        "--data", metavar="DIR", default=argparse.SUPPRESS, help=_("the data folder (or MUNARA_DATA)")
    )
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for sub in action.choices.values():
                _add_data(sub)


def _count(text: str) -> int:
    if not re.fullmatch(r"[1-9]\d{0,5}", text):
        raise argparse.ArgumentTypeError(_("{text} is not a whole number above 0").format(text=repr(text)))
    return int(text)


def _screens(text: str) -> list[tuple[int, int]]:
    sizes = [re.fullmatch(r"([1-9]\d{2,3})x([1-9]\d{2,3})", part) for part in text.split(",")]
    if not all(sizes):
        raise argparse.ArgumentTypeError(_("{text} is not like 1920x1080,1920x1080").format(text=repr(text)))
    return [(int(size[1]), int(size[2])) for size in sizes if size]
