"""Darknet's models (YOLOv3-tiny) run by OpenCV: slow, for where YOLOX-nano cannot be had."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from console.detection.detection import Box, Kind
from console.detection.labels import COCO, kind_of
from console.detection.overlap import one_a_thing
from console.language import _
from console.paths import RESOURCES
from console.problem import Problem

INPUT_PX = 416
_LEAST_RAW_SCORE = 0.05  # below this it guesses; told as 0.18
# It is shy: its raw 0.3 is as often right (0.88 of the persons on the street footage) as YOLOX-nano's 0.5.
# Raised to this power, 0.3 becomes 0.5, and a camera's threshold means the same for either model.
_SHYNESS = 0.575
_MOST_OVERLAP = 0.45
# The count of weights is that of the network's shape: another or a cut file has another size.
_WEIGHTS_BYTES = {"yolov3-tiny": 35_434_956}

Floats = npt.NDArray[np.float32]

_GROUPS = np.array([-1 if kind_of(label) is Kind.VEHICLE else number for number, label in enumerate(COCO)])


class DarknetModel:
    """One network of its own. Thread: the one that uses it."""

    def __init__(self, network: cv2.dnn.Net, *, name: str) -> None:
        self._network = network
        self._outputs = network.getUnconnectedOutLayersNames()
        self.name = name
        self.input_px = INPUT_PX

    @classmethod
    def load(cls, path: Path) -> DarknetModel:
        """Reads a file of weights whose shape stands in resources/models.

        Raises:
            Problem: the file cannot be read, is cut off, or is of no known network.
        """
        name = path.stem
        if name not in _WEIGHTS_BYTES:
            known = ", ".join(f"{each}.weights" for each in _WEIGHTS_BYTES)
            raise _problem(path, _("these weights are of no known network ({known})").format(known=known))
        try:
            weights = path.read_bytes()
            shape = (RESOURCES / "models" / f"{name}.cfg").read_bytes()
        except OSError as error:
            why = error.strerror or str(error)
            raise _problem(path, _("the model cannot be read ({why})").format(why=why)) from None
        # OpenCV takes a file that is too short without a word and finds nothing with it.
        if len(weights) != _WEIGHTS_BYTES[name]:
            raise _problem(path, _("the file holds no model that can be run; it may be cut off"))
        return cls(_network(path, shape, weights), name=name)

    def detect(
        self, pixels: npt.NDArray[np.uint8], *, scale: float, width: int, height: int
    ) -> tuple[Box, ...]:
        """See `Model.detect`."""
        self._network.setInput(cv2.dnn.blobFromImage(pixels, 1 / 255, swapRB=True))
        rows: Floats = np.concatenate(self._network.forward(self._outputs)).astype(np.float32, copy=False)
        return _read_boxes(rows, scale=scale, width=width, height=height)


def _network(path: Path, shape: bytes, weights: bytes) -> cv2.dnn.Net:
    cv2.setNumThreads(1)  # the pool's workers are what runs side by side
    try:
        network = cv2.dnn.readNetFromDarknet(np.frombuffer(shape, np.uint8), np.frombuffer(weights, np.uint8))
    except cv2.error:
        raise _problem(path, _("the file holds no model that can be run; it may be cut off")) from None
    network.setPreferableBackend(cv2.dnn.DNN_BACKEND_OPENCV)
    return network


def _read_boxes(rows: Floats, *, scale: float, width: int, height: int) -> tuple[Box, ...]:
    """Rows (n, 85): centre and size in shares of the square, objectness, 80 scores times objectness."""
    labels = rows[:, 5:].argmax(axis=1)
    scores: Floats = rows[np.arange(len(rows)), labels + 5]
    enough = scores >= _LEAST_RAW_SCORE
    rows, labels, scores = rows[enough], labels[enough], scores[enough] ** _SHYNESS
    centre, half = rows[:, :2], rows[:, 2:4] / 2
    corners = np.concatenate([centre - half, centre + half], axis=1) * np.float32(INPUT_PX / scale)
    corners = np.clip(corners, 0, np.array([width, height, width, height], np.float32))
    kept = one_a_thing(corners, scores, _GROUPS[labels], most=_MOST_OVERLAP)
    return tuple(_box(corners[index], float(scores[index]), COCO[labels[index]]) for index in kept)


def _box(corners: Floats, score: float, label: str) -> Box:
    x1, y1, x2, y2 = map(float, corners)
    return Box(label, kind_of(label), score, x1, y1, x2, y2)


def _problem(path: Path, what: str) -> Problem:
    return Problem(what, where=str(path), mend=_("Bring the model file anew, or choose another model"))
