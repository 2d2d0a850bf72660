"""The command line's door: who asks is proved, may or may not, and is told to the journal."""

from __future__ import annotations

import argparse
import getpass
import os
import resource
from collections.abc import Mapping
from pathlib import Path

from console.clock import SystemClock
from console.journal.entry import Kind
from console.journal.journal import Journal
from console.journal.words import desk_of, plain_text
from console.language import _
from console.operators.operator import MACHINE, Operator
from console.operators.permissions import Intent, may, not_for, refused_body
from console.operators.register import Register
from console.operators.roles import Role
from console.operators.sign_in import SignIn, WrongSecretError, refusal_text
from console.operators.system_user import system_user
from console.outbox import Outbox
from console.paths import DataFolder
from console.problem import Problem

_MOST_BYTES = 4096  # of a password that comes through a descriptor


def add_operator(parser: argparse.ArgumentParser) -> None:
    """Adds who asks; where `--operator` is what a search looks for, `--as` alone."""
    options = ["--as"] if "--operator" in parser._option_string_actions else ["--operator", "--as"]
    parser.add_argument(
        *options,
        dest="asking",
        type=_name,
        metavar="NAME",
        help=_("who asks; needed once the desk has an administrator (else: the system's user)"),
    )
    parser.add_argument(
        "--password-fd",
        type=descriptor,
        metavar="N",
        help=_("read the password from this file descriptor, not from the keys"),
    )


def enter(
    folder: DataFolder, arguments: argparse.Namespace, intent: Intent | None, *, name: str | None = None
) -> Operator:
    """Who asks for `intent`, once the password is proved; None: whoever works here.

    Free on a demo's folder and where there is no administrator: whoever was named then, else the system's
    user. `name` takes the place of `--operator`.

    Raises:
        Problem: nobody is named, the password is wrong, or the role may not; the last two are entries.
    """
    asking = name or arguments.asking
    register = Register(folder)
    if not guarded(folder, register):
        return Operator(asking or system_user(), Role.SHIFT_LEAD)
    if not asking:
        raise Problem(
            _("this desk asks who you are"),
            where=_("operator"),
            mend=_("Add --as NAME; the password is asked for, or comes with --password-fd N"),
        )
    operator = _proved(folder, register, asking, secret_from(arguments.password_fd, asking))
    if intent is not None and not may(operator.role, intent):
        _record(folder, Kind.REFUSED, refused_body(intent, not_for(operator.role)), actor=operator.name)
        raise Problem(
            _("a {role} may not do this: {what}").format(role=operator.role.title(), what=intent.title()),
            where=operator.name,
            mend=_("Ask somebody who may"),
        )
    return operator


def guarded(folder: DataFolder, register: Register | None = None) -> bool:
    """Whether this folder's desk asks who somebody is.

    Raises:
        Problem: the register cannot be read.
    """
    return not folder.demo_mark.exists() and (register or Register(folder)).has_administrator()


def note(folder: DataFolder, operator: Operator, kind: Kind, body: Mapping[str, object]) -> None:
    """An entry of what a command read or changed; none where nobody has to say who they are.

    Raises:
        Problem: the journal cannot be written.
    """
    if guarded(folder):
        told = {key: _text(value) if isinstance(value, str) else value for key, value in body.items()}
        _record(folder, kind, told, actor=operator.name)


def file_name(file: Path) -> str:
    """As it may stand in an entry: a name on the disk may be no text."""
    return os.fsencode(file).decode("utf-8", "replace")


def _text(typed: str) -> str:
    """What was typed in another encoding is told as far as it is text."""
    return typed.encode("utf-8", "replace").decode()


def secret_from(number: int | None, whose: str) -> str:
    """The password of `whose`: a line from the descriptor, or typed unseen.

    Raises:
        Problem: there is no such descriptor, nothing in it, or no terminal to ask at.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core dump would hold it
    secret = _asked_for(whose) if number is None else _line_of(number)
    if not secret:
        raise Problem(
            _("there is no password"), where=whose, mend=_("Type it, or give it in --password-fd's file")
        )
    return secret


def descriptor(text: str) -> int:
    """An argument's type."""
    if not (text.isascii() and text.isdigit() and int(text) < 1024):
        raise argparse.ArgumentTypeError(_("this is no number of a file descriptor"))  # it may be a password
    return int(text)


def _proved(folder: DataFolder, register: Register, name: str, secret: str) -> Operator:
    try:
        return SignIn(register, clock=SystemClock()).check(name, secret).operator
    except WrongSecretError as error:
        if error.told:
            _record(folder, Kind.REFUSED, error.body(), actor=MACHINE)
        refused = refusal_text(error)
    raise Problem(refused.rstrip("."), where=_("sign-in"), mend=_("Give the right name and password"))


def _record(folder: DataFolder, kind: Kind, body: Mapping[str, object], *, actor: str) -> None:
    journal = Journal(folder, clock=SystemClock(), outbox=Outbox(), desk=desk_of(folder))
    journal.append_now(kind, body, actor=actor)


def _line_of(number: int) -> str:
    try:
        given = b""
        while len(given) < _MOST_BYTES and (letter := os.read(number, 1)) not in (b"", b"\n"):
            given += letter  # no more than the line: the next one may be another password
    except OSError as error:
        raise Problem(
            _("the password cannot be read ({why})").format(why=error.strerror),
            where=f"--password-fd {number}",
            mend=_("Open it first, such as: --password-fd 3 3<FILE"),
        ) from None
    return given.rstrip(b"\r").decode("utf-8", "surrogateescape")


def _asked_for(whose: str) -> str:
    try:
        Path("/dev/tty").open("rb").close()  # without a terminal the password would be echoed
        return getpass.getpass(_("Password of {name}: ").format(name=whose))
    except (OSError, EOFError):
        raise Problem(
            _("there is no terminal to ask for the password"),
            where=whose,
            mend=_("Give it with --password-fd N"),
        ) from None


def _name(text: str) -> str | None:
    return plain_text(text).strip() or None
