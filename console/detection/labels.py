"""The 80 names of the COCO data set, in the order of a model's outputs; what each is to desk and people."""

from __future__ import annotations

from collections.abc import Mapping

from console.detection.detection import Kind
from console.language import N_, _

COCO = (
    "person", "bicycle", "car", "motorbike", "aeroplane", "bus", "train", "truck", "boat", "traffic light",
    "fire hydrant", "stop sign", "parking meter", "bench", "bird", "cat", "dog", "horse", "sheep", "cow",
    "elephant", "bear", "zebra", "giraffe", "backpack", "umbrella", "handbag", "tie", "suitcase", "frisbee",
    "skis", "snowboard", "sports ball", "kite", "baseball bat", "baseball glove", "skateboard", "surfboard",
    "tennis racket", "bottle", "wine glass", "cup", "fork", "knife", "spoon", "bowl", "banana", "apple",
    "sandwich", "orange", "broccoli", "carrot", "hot dog", "pizza", "donut", "cake", "chair", "sofa",
    "pottedplant", "bed", "diningtable", "toilet", "tvmonitor", "laptop", "mouse", "remote", "keyboard",
    "cell phone", "microwave", "oven", "toaster", "sink", "refrigerator", "book", "clock", "vase", "scissors",
    "teddy bear", "hair drier", "toothbrush",
)  # fmt: skip

# Road traffic. A bicycle is one by the traffic law, and models take it for a motorbike and back.
_VEHICLES = frozenset({"bicycle", "car", "motorbike", "bus", "train", "truck"})


# What a desk looks for, models of other makers included.
TITLES: Mapping[str, str] = {
    "person": N_("person"),
    "bicycle": N_("bicycle"),
    "car": N_("car"),
    "motorcycle": N_("motorcycle"),
    "motorbike": N_("motorcycle"),
    "bus": N_("bus"),
    "train": N_("train"),
    "truck": N_("truck"),
    "dog": N_("dog"),
    "cat": N_("cat"),
    "horse": N_("horse"),
    "cow": N_("cow"),
    "sheep": N_("sheep"),
    "bear": N_("bear"),
    "backpack": N_("backpack"),
    "handbag": N_("bag"),
    "suitcase": N_("suitcase"),
    "knife": N_("knife"),
}


def label_title(label: str) -> str:
    """A model's word in the language in use; the word itself where a desk does not look for that."""
    return _(TITLES[label]) if label in TITLES else label


def kind_of(label: str) -> Kind:
    if label == "person":
        return Kind.PERSON
    return Kind.VEHICLE if label in _VEHICLES else Kind.OTHER
