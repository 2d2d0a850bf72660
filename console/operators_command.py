"""`munara operators list | add | role | password | retire`: who works here."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from typing import Any

from console.clock import SystemClock
from console.journal.door import add_operator, descriptor, enter, note, secret_from
from console.journal.entry import Kind
from console.journal.journal import Journal
from console.journal.operator_changes import tell_changes
from console.journal.words import desk_of, plain_text, write_json, write_lines
from console.language import N_, _
from console.operators.names import folded
from console.operators.permissions import Intent
from console.operators.register import Register, Registered
from console.operators.roles import Role
from console.outbox import Outbox
from console.paths import DataFolder
from console.problem import Problem

_DONE = 0


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `operators` and its words; `--data` is added by the command line as a whole."""
    parser = commands.add_parser("operators", help=_("who works here, and in which role"))
    words = parser.add_subparsers(dest="operators", metavar=_("COMMAND"), required=True)
    listing = words.add_parser("list", help=_("everybody, with those who left"))
    add = words.add_parser("add", help=_("add somebody; the first is an administrator"))
    _add_name(add)
    add.add_argument("--role", required=True, choices=[role.value for role in Role], help=_("what he may"))
    role = words.add_parser("role", help=_("give somebody another role"))
    _add_name(role)
    role.add_argument("role", choices=[role.value for role in Role], help=_("what he may"))
    password = words.add_parser("password", help=_("give somebody another password, or yourself"))
    _add_name(password)
    for setting in (add, password):
        setting.add_argument(
            "--new-password-fd",
            type=descriptor,
            metavar="N",
            help=_("read the new password from this file descriptor, not from the keys"),
        )
    retire = words.add_parser("retire", help=_("end somebody's work here; entries keep the name"))
    _add_name(retire)
    for word, work in (
        (listing, _list),
        (add, _add),
        (role, _role),
        (password, _password),
        (retire, _retire),
    ):
        add_operator(word)
        word.add_argument("--json", action="store_true", help=_("for scripts"))
        word.set_defaults(work=work)


def run(arguments: argparse.Namespace) -> int:
    """Runs what `add_parser` read; returns the exit code.

    Raises:
        Problem: somebody may not, the name or the password will not do, or nothing can be written.
    """
    work: Callable[[DataFolder, argparse.Namespace], int] = arguments.work
    return work(DataFolder.choose(arguments.data), arguments)


def _add_name(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", type=plain_text, metavar="NAME", help=_("as entries shall bear it"))


def _list(folder: DataFolder, arguments: argparse.Namespace) -> int:
    operator = enter(folder, arguments, Intent.KEEP_OPERATORS)
    found = Register(folder).operators()
    note(folder, operator, Kind.LOOKED_AT, {"what": N_("operators"), "entries": len(found)})
    if arguments.json:
        write_json([_row(one) for one in found])
    else:
        write_lines(map(_line, found))
    return _DONE


def _add(folder: DataFolder, arguments: argparse.Namespace) -> int:
    role = Role(arguments.role)
    register = Register(folder)
    if register.has_administrator():
        by = enter(folder, arguments, Intent.KEEP_OPERATORS).name
        return _told(folder, arguments, register.add(arguments.name, role, _new_secret(arguments), by=by))
    if role is not Role.ADMINISTRATOR:
        raise Problem(
            _("the first one is an administrator"),
            where=arguments.name,
            mend=_("Add that person with --role administrator, then the others"),
        )
    folder.prepare()
    return _told(folder, arguments, register.add_first(arguments.name, _new_secret(arguments)))


def _role(folder: DataFolder, arguments: argparse.Namespace) -> int:
    by = enter(folder, arguments, Intent.KEEP_OPERATORS).name
    return _told(folder, arguments, Register(folder).change_role(arguments.name, Role(arguments.role), by=by))


def _password(folder: DataFolder, arguments: argparse.Namespace) -> int:
    """Everybody may change the own one, which proves who asks."""
    own = arguments.asking is not None and folded(arguments.asking) == folded(arguments.name)
    by = enter(folder, arguments, None if own else Intent.KEEP_OPERATORS).name
    changed = Register(folder).change_secret(arguments.name, _new_secret(arguments), by=by)
    return _told(folder, arguments, changed)


def _retire(folder: DataFolder, arguments: argparse.Namespace) -> int:
    by = enter(folder, arguments, Intent.KEEP_OPERATORS).name
    return _told(folder, arguments, Register(folder).retire(arguments.name, by=by))


def _new_secret(arguments: argparse.Namespace) -> str:
    secret = secret_from(arguments.new_password_fd, arguments.name)
    again = _("{name}, once more").format(name=arguments.name)
    if arguments.new_password_fd is None and secret_from(None, again) != secret:
        raise Problem(_("the two are not the same"), where=arguments.name, mend=_("Type it again"))
    return secret


def _told(folder: DataFolder, arguments: argparse.Namespace, changed: Registered) -> int:
    journal = Journal(folder, clock=SystemClock(), outbox=Outbox(), desk=desk_of(folder))
    tell_changes(folder, Register(folder), journal)
    if arguments.json:
        write_json(_row(changed))
    else:
        write_lines([_line(changed)])
    return _DONE


def _line(one: Registered) -> str:
    cells = [one.name, one.role.title(), _("PIN") if one.pin else _("password")]
    if one.retired_utc:
        cells.append(_("left {date}").format(date=one.retired_utc[:10]))
    return "  ".join(cells)


def _row(one: Registered) -> Mapping[str, Any]:
    secret = "pin" if one.pin else "password"
    return {"name": one.name, "role": one.role.value, "secret": secret, "retired_utc": one.retired_utc}
