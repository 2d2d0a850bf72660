"""Detectors run by ONNX Runtime, each session on the thread that calls it.

Chosen over OpenVINO by measuring both in one run (YOLOX-nano 416, one thread, two cores that others used
too; onnxruntime 1.32, openvino 2026.4, medians of 300 calls in turn): 24 to 27 ms against 30 to 35, least
20 against 23; outputs alike to 2e-5. It is MIT, a third of the size installed, and brings no telemetry.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import onnxruntime

from console.detection import fastestdet, yolox
from console.detection.detection import Box
from console.language import _
from console.problem import Problem

_log = logging.getLogger(__name__)

_Reader = Callable[..., tuple[Box, ...]]

# A model is known by the shapes of its input and its output.
_READERS: dict[tuple[tuple[object, ...], ...], _Reader] = {
    ((1, 3, yolox.INPUT_PX, yolox.INPUT_PX), yolox.OUTPUT): yolox.read_boxes,
    ((1, 3, fastestdet.INPUT_PX, fastestdet.INPUT_PX), fastestdet.OUTPUT): fastestdet.read_boxes,
}
_LETTERBOX_PX = 416  # as the decoder processes make them
_LEVELS = {fastestdet.read_boxes: 255.0}  # what a model takes for white where it is not 255


class OnnxModel:
    """One model file in a session of its own. Thread: the one that uses it."""

    def __init__(self, session: onnxruntime.InferenceSession, *, name: str, reader: _Reader) -> None:
        self._session = session
        self._reader = reader
        self.name = name
        source = session.get_inputs()[0]
        self._input_name: str = source.name
        self.input_px = _LETTERBOX_PX
        self.unsound_looks = 0  # whose output held what is no number; those boxes were left out
        self._side_px: int = source.shape[2]
        self._divisor = np.float32(_LEVELS.get(reader, 1.0))
        self._input = np.empty(source.shape, np.float32)

    @classmethod
    def load(cls, path: Path) -> OnnxModel:
        """Reads a model file.

        Raises:
            Problem: the file cannot be read, is cut off, or holds a model of unknown shape.
        """
        session = _session(path)
        shapes = _shapes(session)
        reader = _READERS.get(shapes)
        if reader is None:
            told = " → ".join("×".join(map(str, shape)) for shape in shapes)
            raise _problem(path, _("this model is of no known kind ({shapes})").format(shapes=told))
        model = cls(session, name=path.stem, reader=reader)
        model._try_out(path)
        return model

    def detect(
        self, pixels: npt.NDArray[np.uint8], *, scale: float, width: int, height: int
    ) -> tuple[Box, ...]:
        """See `Model.detect`."""
        if self._side_px != _LETTERBOX_PX:
            pixels = self._stretched(pixels[: max(1, int(height * scale)), : max(1, int(width * scale))])
        output = self._output(pixels)
        if not np.isfinite(output.sum()):  # one that is no number makes the sum none
            self.unsound_looks += 1
            if self.unsound_looks == 1:
                _log.warning("the model %s gives what is no number; such boxes are left out", self.name)
        return self._reader(output, scale=scale, width=width, height=height)

    def _stretched(self, picture: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
        """The picture without its padding, as a square: so FastestDet is fed."""
        side = (self._side_px, self._side_px)
        return cv2.resize(picture, side, interpolation=cv2.INTER_LINEAR).astype(np.uint8, copy=False)

    def _output(self, pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
        np.divide(pixels.transpose(2, 0, 1), self._divisor, out=self._input[0], casting="unsafe")
        (output,) = self._session.run(None, {self._input_name: self._input})
        found: npt.NDArray[np.float32] = output
        return found

    def _try_out(self, path: Path) -> None:
        """A grey picture: what fails on it would fail on every camera."""
        grey = np.full((self._side_px, self._side_px, 3), 114, np.uint8)
        try:
            sound = bool(np.isfinite(self._output(grey)).all())
        except Exception:  # its error classes share no other ancestor
            sound = False
        if not sound:
            raise _problem(path, _("the model gives nothing that can be used, even for a grey picture"))


def _session(path: Path) -> onnxruntime.InferenceSession:
    try:
        content = path.read_bytes()
    except OSError as error:
        why = error.strerror or str(error)
        raise _problem(path, _("the model cannot be read ({why})").format(why=why)) from None
    try:
        return onnxruntime.InferenceSession(content, _options(), providers=["CPUExecutionProvider"])
    except Exception:  # its error classes share no other ancestor
        raise _problem(path, _("the file holds no model that can be run; it may be cut off")) from None


def _options() -> onnxruntime.SessionOptions:
    """One thread a session: the pool's workers are what runs side by side.

    The memory arena stays on: with it a session took 41 MB, without it 45, and calls took no longer.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 4  # what goes wrong is raised, and told by us
    return options


def _shapes(session: onnxruntime.InferenceSession) -> tuple[tuple[object, ...], ...]:
    return tuple(tuple(port.shape) for port in (*session.get_inputs(), *session.get_outputs()))


def _problem(path: Path, what: str) -> Problem:
    return Problem(what, where=str(path), mend=_("Bring the model file anew, or choose another model"))
