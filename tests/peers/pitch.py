"""Which tone is heard."""

from __future__ import annotations

import numpy as np


def pitch_hz(samples: np.ndarray, rate: int) -> float:
    """Of the loudest tone; one channel's samples, so many a second."""
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.fft.rfftfreq(len(samples), 1 / rate)[spectrum.argmax()])
