"""What is made ready for each command, and what is looked for once it was called."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from console.cameras.polygon import Polygon
from console.media.replay_state import ReplayPhase, ReplaySpeed
from console.wall.arrangement import Arrangement, Share
from console.wall.layout import Layout
from console.wall.monitor import Monitor
from console.wall.presets import grid_beside
from console.wall.scene import Scene
from console.wall.tour import Step, Tour
from tests.console.review_desk import SCHOOL, STREET
from tests.journeys.action_desk import BESIDE, ActionDesk
from tests.ui.window_hands import street
from ui.actions import ActionId
from ui.player.replay_view import ReplayView

S = 1_000_000_000
Seen = Callable[[ActionDesk, object], object]


# --- alerts ---


def two_alerts(place: int) -> Callable[[ActionDesk], object]:
    """The one at that place of the queue is chosen; the ids in their order are left."""

    def ready(desk: ActionDesk) -> Sequence[str]:
        desk.alert()
        desk.alert()
        ids = list(desk.app.alert_panel.queue._cards)
        desk.app.alert_panel.queue.choose(ids[place])
        return ids

    return ready


def chosen_at(place: int) -> Seen:
    return lambda desk, ids: desk.app.alert_panel.queue.chosen().alert.id == ids[place]


def heard(desk: ActionDesk) -> None:
    """Nothing is muted."""
    if desk.engine.muting.left_s:
        desk.engine.muting.unmute()
        desk.settle()


def bulletin(desk: ActionDesk) -> None:
    """Somebody else's: nobody need read their own."""
    desk.bulletin()
    desk.app.shift_windows._show_bulletins()


# --- cameras ---


def shows(*numbers: str) -> Seen:
    """One of them large."""
    return lambda desk, _made: desk.app.picture.camera.number in numbers


def on_street(desk: ActionDesk) -> None:
    """The large picture; a walk begins there."""
    desk.app.calls._walk._trail.clear()
    desk.app.choose_camera(SCHOOL.id)
    street(desk)


def masked(desk: ActionDesk) -> None:
    """The street is chosen; something of it need not be seen."""
    street(desk)
    doorway = Polygon(((0.1, 0.1), (0.3, 0.1), (0.3, 0.6)))
    desk.engine.site.cameras[STREET.id] = replace(desk.engine.cameras[STREET.id], masks=(doorway,))


def walked(desk: ActionDesk) -> None:
    on_street(desk)
    desk.app.keys.trigger(ActionId.NEIGHBOUR_ON)
    assert desk.app.picture.camera.number in BESIDE


def typed(desk: ActionDesk) -> None:
    street(desk)
    desk.key(ActionId.BACK)
    desk.type("0503")
    desk.soon(lambda: desk.app.top_bar._digits.isVisible())


def live(desk: ActionDesk, *, least_s: int = 2) -> None:
    """So much of the street's last minute is kept."""
    street(desk)
    feed = desk.engine.host.feeds[STREET.id]
    desk.soon(lambda: feed.counters().ring_span_ns > least_s * S, what="no camera is at work")


def replay(desk: ActionDesk) -> ReplayView:
    """Is open in the large picture, and shows something."""
    live(desk)
    desk.key(ActionId.REPLAY)
    view = desk.app.picture._cover.widget
    desk.soon(lambda: view.moment.at_ns, what="the replay shows nothing")
    return view


def standing(desk: ActionDesk) -> tuple[ReplayView, int]:
    """A replay that stands with something kept on both sides of it, and the moment it stands at."""
    live(desk, least_s=9)
    view = replay(desk)
    view.toggle_pause()
    at_ns = desk.engine.clock.monotonic_ns() - 7 * S
    view.seek_to(at_ns)
    desk.soon(lambda: abs(view.at_ns() - at_ns) < S and view._replay.state().phase is ReplayPhase.PAUSED)
    return view, view.at_ns()


def earlier(_desk: ActionDesk, made: tuple) -> bool:
    view, at_ns = made
    return view.at_ns() < at_ns


def later(_desk: ActionDesk, made: tuple) -> bool:
    view, at_ns = made
    return view.at_ns() > at_ns


def speed(wanted: ReplaySpeed) -> Seen:
    return lambda _desk, view: view.moment.speed is wanted


def saved_picture(desk: ActionDesk, _made: object) -> bool:
    desk.frame()  # for which the picture waits
    return "Picture saved: entry" in desk.said


# --- walls ---


def middle(desk: ActionDesk) -> Layout:
    """The street stands alone in the middle of nine cells, chosen; the layout is left."""
    layout = Layout(3, 3, ("", "", "", "", STREET.id))
    desk.wall.show_layout(layout)
    desk.app.walls.choose(1)
    desk.wall.choose_cell(4)
    return layout


def stands_in(cell: int) -> Seen:
    return lambda desk, _made: desk.wall.grid.cell_of(STREET.id) == cell


def grid(step: int) -> Seen:
    return lambda desk, before: desk.wall.grid.cells == grid_beside(before, step=step).cells


def zoomed(times: int) -> Callable[[ActionDesk], object]:
    """The tile's zoom, enlarged so often, with where its picture stood then."""

    def ready(desk: ActionDesk) -> object:
        middle(desk)
        zoom = desk.wall.chosen_tile.zoom
        zoom.whole()
        for _time in range(times):
            zoom.by(2)
        return zoom, zoom.factor, zoom.shape().whole.topLeft()

    return ready


def moved(across: int, down: int) -> Seen:
    """Where the picture went, -1, 0 or 1 each: to the other side than one looks."""

    def seen(_desk: ActionDesk, made: tuple) -> bool:
        zoom, _factor, before = made
        gone = zoom.shape().whole.topLeft() - before
        return (sign(gone.x()), sign(gone.y())) == (across, down)

    return seen


def sign(number: int) -> int:
    return (number > 0) - (number < 0)


def filled(desk: ActionDesk) -> object:
    made = zoomed(0)(desk)
    return made[0], made[0].fit


def lit(desk: ActionDesk) -> None:
    """All of the wall is seen, no tile is armed, one is chosen."""
    middle(desk)
    desk.app.armed._states.clear()
    desk.wall.cover(None)


def kept_layout(desk: ActionDesk) -> None:
    """A layout called by 3, and a tour of it."""
    layout = Layout(2, 1, (SCHOOL.id, STREET.id))
    tour = Tour((Step("Kept"), Step(camera_id=STREET.id)))
    for scene in (Scene("Kept", layout, key="3"), Scene("Round", tour)):
        if desk.engine.layouts.named(scene.name) is None:
            assert desk.engine.layouts.save(scene)
            desk.settle()
    middle(desk)
    desk.app.layouts.tours.close()


def touring(desk: ActionDesk) -> None:
    """Its first step is seen; the other shows the street alone."""
    kept_layout(desk)
    desk.key(ActionId.TOUR)
    assert desk.wall.grid.camera_ids == (SCHOOL.id, STREET.id)


def waiting_page(desk: ActionDesk) -> None:
    """The layout of a monitor that is not connected waits; the first wall shows its own."""
    away = Monitor("AWAY", "", "", "", 9000, 0, 800, 600)
    shares = desk.app.walls.arrangement().shares
    if len(shares) == len(desk.app.walls):
        desk.app.walls.show(Arrangement((*shares, Share(away, Layout(1, 1, (SCHOOL.id,))))))
    desk.app.walls.choose(1)
    while desk.app.walls._walls[0].page:
        desk.app.walls.turn_page(1)


def other_page(desk: ActionDesk, _made: object) -> bool:
    return desk.app.walls._walls[0].page == 3 and desk.wall.grid.camera_ids == (SCHOOL.id,)


def numbers_seen(desk: ActionDesk, _made: object) -> bool:
    return all(wall.mark._card.isVisible() for wall in desk.app.walls._walls)


# --- windows ---


def in_search(desk: ActionDesk) -> None:
    desk.app.camera_list.focus_search()
    desk.soon(desk.app.camera_list._search.hasFocus)


def is_open(find: Callable[[ActionDesk], object]) -> Seen:
    return lambda desk, _made: find(desk).isVisible()


def form(name: str) -> Seen:
    """Of the journal, whose window is in front then."""
    return lambda desk, _made: (
        getattr(desk.app.journal_window._forms, name).isVisible() and desk.app.journal_window.isActiveWindow()
    )
