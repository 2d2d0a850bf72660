"""Detectors run by ONNX Runtime, each session on the thread that calls it.

Chosen over OpenVINO by measuring both in one run (YOLOX-nano 416, one thread, two cores that others used
too; onnxruntime 1.32, openvino 2026.4, medians of 300 calls in turn): 24 to 27 ms against 30 to 35, least
20 against 23; outputs alike to 2e-5. It is MIT, a third of the size installed, and brings no telemetry.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime

from console.detection import yolox
from console.detection.detection import Box
from console.language import _
from console.problem import Problem

_Reader = Callable[..., tuple[Box, ...]]

# A model is known by the shapes of its input and its output.
_READERS: dict[tuple[tuple[object, ...], ...], _Reader] = {
    ((1, 3, yolox.INPUT_PX, yolox.INPUT_PX), yolox.OUTPUT): yolox.read_boxes
}


class OnnxModel:
    """One model file in a session of its own. Thread: the one that uses it."""

    def __init__(self, session: onnxruntime.InferenceSession, *, name: str, reader: _Reader) -> None:
        self._session = session
        self._reader = reader
        self.name = name
        source = session.get_inputs()[0]
        self._input_name: str = source.name
        self.input_px: int = source.shape[2]
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
        return cls(session, name=path.stem, reader=reader)

    def detect(
        self, pixels: npt.NDArray[np.uint8], *, scale: float, width: int, height: int
    ) -> tuple[Box, ...]:
        """See `Model.detect`."""
        np.copyto(self._input[0], pixels.transpose(2, 0, 1))
        (output,) = self._session.run(None, {self._input_name: self._input})
        return self._reader(output, scale=scale, width=width, height=height)


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
