"""A player on a real X server that tells what is seen of each engine; run by test_clip_player_x11."""

from __future__ import annotations

import json
import sys
import threading
import time
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from console.clock import SystemClock
from console.evidence.proved_file import ProvedFile
from console.journal.evidence import file_sha256
from console.language import use_language
from console.media.host import Host
from console.outbox import Outbox
from tests.journeys import x11_eyes
from tests.journeys.x11_eyes import seen, wait
from tests.peers.sounding_clip import HEIGHT, WIDTH
from ui.player.clip_player import ClipPlayer, Sound
from ui.player.clip_view import ClipCaption
from ui.player.past import Past


def look(player: ClipPlayer) -> QImage:
    """The clip's picture."""
    return seen(player.view, player.view.picture_rect())


def moves(player: ClipPlayer) -> bool:
    return x11_eyes.moves(partial(look, player))


def stands(player: ClipPlayer) -> bool:
    """Whether it comes to a stand."""

    def same() -> bool:
        before = look(player)
        wait(lambda: False, timeout_s=0.4)
        return before == look(player)

    return wait(same)


def main(file: Path) -> None:
    use_language("en")
    app = QApplication([])
    host = Host(clock=SystemClock(), outbox=Outbox(), processes=1)
    host.start()
    replay = host.replays.open_clip(file, sha256=file_sha256(file), begins_ns=1)
    caption = ClipCaption("0402", "School", 0, QSize(WIDTH, HEIGHT))
    player = ClipPlayer(
        replay, file=ProvedFile(file, file_sha256(file)), caption=caption, past=Past(lambda _from, _to: [])
    )
    ticks = QTimer(interval=16)
    ticks.timeout.connect(lambda: player.poll(time.monotonic_ns()))
    ticks.start()
    player.resize(640, 520)
    player.show()
    told: dict[str, object] = {}
    wait(lambda: replay.clip is not None)
    player.offer_sound(recorded=replay.clip.has_sound)
    told["silent moves"] = moves(player)
    player._button.click()
    wait(lambda: player.sound not in (Sound.OFF, Sound.COMING))
    told["sound"], told["line"] = player.sound.name, player._line.text()
    told["moves"] = moves(player)
    player.view.toggle_pause()
    told["pause"] = stands(player)
    player.view.seek_to(5 * 10**9)
    told["went to"] = wait(lambda: abs(player.view.at_ns() - 5 * 10**9) < 10**9)
    player.view.toggle_pause()
    told["goes on"] = moves(player)
    if player.sound is Sound.ON:
        player.view.seek_to(10**12)
        told["end"] = wait(lambda: player.view.band_texts()[0] == "end")
        player.view.toggle_pause()
        told["anew"] = moves(player)
        player.view.toggle_pause()
        player._button.click()
        told["still paused"] = stands(player)
        player.view.toggle_pause()
        told["after"] = player.sound.name
        told["silent again"] = moves(player)
        player._button.click()
        told["twice"] = wait(lambda: player.sound is Sound.ON) and moves(player)
        file.write_bytes(b"another film")
        player.view.seek_to(2 * 10**9)
        told["swapped"] = wait(lambda: player.view.at_ns() < 4 * 10**9) and moves(player)
    ticks.stop()
    # As the journal's window leaves it, in the midst of playing.
    player.mute()
    replay.close()
    player.hide()
    player.setParent(None)
    player.deleteLater()
    told["left"] = wait(lambda: all(thread.name != "vlc-end" for thread in threading.enumerate()))
    wait(lambda: False, timeout_s=0.3)
    host.stop()
    print(json.dumps(told), flush=True)
    app.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
