"""The 80 names of the COCO data set, in the order of a model's outputs, and what each is to the desk."""

from __future__ import annotations

from console.detection.detection import Kind

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


def kind_of(label: str) -> Kind:
    if label == "person":
        return Kind.PERSON
    return Kind.VEHICLE if label in _VEHICLES else Kind.OTHER
