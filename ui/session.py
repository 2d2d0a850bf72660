"""A run of the windows: the console on a desk's folder, or the demo city."""

from __future__ import annotations

import argparse
import logging
import os
import resource
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from console.cameras.site_database import SiteDatabase
from console.clock import SystemClock
from console.demo.city import City
from console.demo.day import DayPlan, hurried
from console.demo.demo_folder import demo_folder
from console.demo.footage import clip_files, fetch_footage
from console.detection.model_file import get_model
from console.engine import Engine
from console.journal.entry import Kind
from console.language import _, use_language
from console.logs import start_log
from console.operators.operator import Operator
from console.operators.roles import Role
from console.paths import DataFolder
from console.problem import Problem
from console.settings import Settings, load_settings
from console.sound.speaker import Speaker
from ui.app import App
from ui.rehearsal import Rehearsal
from ui.rehearsed_day import RehearsedDay
from ui.screens import forget_offscreen, use_offscreen
from ui.theme import Theme, apply_theme

_log = logging.getLogger(__name__)
_DEFAULT_SCREENS = [(1920, 1080), (1920, 1080)]


def run_windows(arguments: argparse.Namespace) -> int:
    """Runs `munara` or `munara demo` until its windows are closed, and returns the exit code.

    Raises:
        Problem: something that a person can mend keeps it from starting.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core dump would hold passwords and faces
    return _run_demo(arguments) if arguments.command == "demo" else _run_desk(arguments)


def _run_desk(arguments: argparse.Namespace) -> int:
    folder = DataFolder.choose(arguments.data)
    folder.prepare()
    settings = load_settings(folder.settings_file)
    if settings.language:
        use_language(settings.language)
    if folder.demo_mark.exists():
        raise Problem(
            _("this folder belongs to the demo"),
            where=str(folder.root),
            mend=_("Name a real desk's folder with --data, or run munara demo"),
        )
    site = SiteDatabase(folder).load()
    start_log(folder.logs / "munara.log")
    model = get_model(settings.model, folder.models)
    application = _application(settings)
    engine = Engine(folder, site=site, settings=settings, operator=None, models=model.load)
    engine.start()
    app = App(
        application,
        engine,
        model_name=model.name,
        model_title=lambda: model.title,
        speaker=Speaker(engine.outbox),
        name=settings.operator,
    )
    app.show()
    try:
        return application.exec()
    finally:
        app.close()
        engine.stop()


def _run_demo(arguments: argparse.Namespace) -> int:
    if arguments.language:
        use_language(arguments.language)
    folder = demo_folder(arguments.data)
    settings = load_settings(folder.settings_file)
    out = _out_folder(arguments.out)
    start_log(folder.logs / "munara.log")
    model = get_model(settings.model, folder.models)
    fetch_footage()  # before the city chooses its clips by what is here
    city = City.load(cameras=arguments.cameras)
    site = city.site(clip_files(city.clips, on_progress=_print_progress))
    folder.prepare()
    plan = _day_plan(folder, out) if arguments.day else None
    site = hurried(site) if plan else site
    SiteDatabase(folder).save(site)
    if arguments.headless:
        use_offscreen(arguments.screens or _DEFAULT_SCREENS)
    application = _application(settings)
    operator = None if plan else Operator(city.operator, Role.DISPATCHER)
    clock = plan.clock if plan else None
    engine = Engine(folder, site=site, settings=settings, operator=operator, models=model.load, clock=clock)
    engine.start(first=(Kind.DEMO_STARTED, {"cameras": len(site.cameras)}))
    speaker = None if arguments.headless else Speaker(engine.outbox)
    app = App(application, engine, model_name=model.name, model_title=lambda: model.title, speaker=speaker)
    rehearsal = Rehearsal(app, city=city, confirm=arguments.confirm)
    app.show()
    rehearsal.start()
    day = RehearsedDay(app, plan, out=out) if plan and out else None
    if day:
        day.start()
    if arguments.seconds:
        # exit, not quit: that would close the windows before they are pictured
        QTimer.singleShot(arguments.seconds * 1000, application.exit)
    try:
        code = application.exec()
        rehearsal.end(out)
    finally:
        app.close()
        engine.stop()
    report = rehearsal.report(folder)
    if out:
        report.write(out)
    print(report.line())  # noqa: T201 - the run's answer
    for act in day.day.failed if day else ():
        print(_("not done: {act}").format(act=act), file=sys.stderr)  # noqa: T201
    return code


def _day_plan(folder: DataFolder, out: Path | None) -> DayPlan:
    if out is None:
        raise Problem(
            _("a day ends with its shift logs"), where="--day", mend=_("Name a folder for them with --out")
        )
    return DayPlan.of(folder, SystemClock())


def _application(settings: Settings) -> QApplication:
    if "DISPLAY" not in os.environ and "WAYLAND_DISPLAY" not in os.environ:
        _say_without_display()
    qInstallMessageHandler(_log_qt)
    application = QApplication(sys.argv[:1])
    forget_offscreen()
    application.setApplicationName("munara")
    application.setApplicationDisplayName("Мұнара")
    application.setQuitOnLastWindowClosed(False)
    apply_theme(application, Theme(settings.theme))
    _quit_on_signals(application)
    return application


def _log_qt(kind: QtMsgType, _context: QMessageLogContext, message: str | None) -> None:
    """What Qt has to say goes to the log; on standard error it would stand between the answers."""
    levels = {QtMsgType.QtDebugMsg: logging.DEBUG, QtMsgType.QtInfoMsg: logging.INFO}
    _log.log(levels.get(kind, logging.WARNING), "Qt: %s", message)


def _say_without_display() -> None:
    if os.environ.get("QT_QPA_PLATFORM", "").startswith(("offscreen", "minimal", "vnc", "eglfs", "linuxfb")):
        return
    raise Problem(
        _("there is no display for the windows"),
        where="DISPLAY",
        mend=_("Start it from a desktop, or use munara demo --headless --seconds 30 --out DIR"),
    )


def _quit_on_signals(application: QApplication) -> None:
    """Ctrl+C and a service's stop end the run in order."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: application.exit())
    # Python runs a signal's handler only between its own instructions; Qt's loop must come back to it.
    timer = QTimer(application, interval=200)
    timer.timeout.connect(lambda: None)
    timer.start()


def _out_folder(given: str | None) -> Path | None:
    if given is None:
        return None
    out = Path(given)
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / "report.json").write_text("{}", encoding="utf-8")
    except OSError as error:
        raise Problem(
            _("the folder cannot be written ({why})").format(why=error.strerror or error),
            where=given,
            mend=_("Name another folder with --out"),
        ) from None
    return out


def _print_progress(done: int, total: int) -> None:
    bar = "█" * (20 * done // total)
    text = _("preparing the demo's footage (once): {done} of {total}").format(done=done, total=total)
    end = "\n" if done == total else ""
    print(f"\r[{bar:<20}] {text}", end=end, file=sys.stderr, flush=True)  # noqa: T201
