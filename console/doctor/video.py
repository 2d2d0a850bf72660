"""Decoders and libVLC."""

from __future__ import annotations

import ctypes
from pathlib import Path

from console.doctor.finding import Finding, State
from console.language import _

_VLC = "apt-get install libvlc5 vlc-plugin-base vlc-plugin-video-output"


def decoders() -> Finding:
    """PyAV's own FFmpeg; the wall needs H.264 at least."""
    from console.media.worker.codec_list import codec_list

    found = codec_list()
    have = [name for name, there in found.software.items() if there]
    lack = [name for name, there in found.software.items() if not there]
    value = _("{codecs}, PyAV {pyav}, FFmpeg {ffmpeg}").format(
        codecs=", ".join(have), pyav=found.pyav, ffmpeg=found.ffmpeg
    )
    facts = {"pyav": found.pyav, "ffmpeg": found.ffmpeg, "software": found.software}
    if not lack:
        return Finding("decoders", State.GOOD, _("decoders"), value, facts=facts)
    mend = _("{codecs} cannot be shown; set the environment up anew: delete the folder .venv").format(
        codecs=", ".join(lack)
    )
    state = State.MISSING if "H.264" in lack else State.WARNING
    return Finding("decoders", state, _("decoders"), value, mend, facts)


def libvlc() -> Finding:
    """Optional: it plays recordings."""
    mend = _("Optional, to play recordings: {command}").format(command=_VLC)
    try:
        library = ctypes.CDLL("libvlc.so.5")
    except OSError:
        return Finding(
            "libvlc", State.WARNING, _("libVLC"), _("not found"), mend, {"path": "", "version": ""}
        )
    library.libvlc_get_version.restype = ctypes.c_char_p
    version = (library.libvlc_get_version() or b"").decode(errors="replace")
    path = _mapped("libvlc.so")
    outputs = _has_plugins(Path(path).parent)
    facts = {"path": path, "version": version, "video_output": outputs}
    value = f"{version} ({path})"
    if outputs:
        return Finding("libvlc", State.GOOD, _("libVLC"), value, facts=facts)
    return Finding("libvlc", State.WARNING, _("libVLC"), _("without its plugins"), mend, facts)


def _mapped(name: str) -> str:
    """The path of a library that this process has loaded."""
    lines = Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace").splitlines()
    return next((line.split(maxsplit=5)[5] for line in lines if f"/{name}" in line), "")


def _has_plugins(folder: Path) -> bool:
    plugins = folder / "vlc" / "plugins"
    return all(any(plugins.glob(f"{part}/*.so")) for part in ("codec", "video_output"))
