"""The sounds themselves: short, distinct, calm, and without clicks."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from console.sound.tones import LONGEST_S, RATE_HZ, Sound, samples


def spectrum(sound: Sound) -> tuple[np.ndarray, np.ndarray]:
    wave = samples(sound).astype(float)
    power = np.abs(np.fft.rfft(wave)) ** 2
    return np.fft.rfftfreq(len(wave), 1 / RATE_HZ), power / power.sum()


@pytest.mark.parametrize("sound", Sound)
def test_a_sound_is_short_leaves_room_and_begins_and_ends_in_silence(sound):
    wave = samples(sound)
    assert wave.dtype == np.int16 and wave.ndim == 1
    assert 0.25 < len(wave) / RATE_HZ < LONGEST_S
    assert 8_000 < np.abs(wave.astype(int)).max() < 20_000
    assert abs(int(wave[0])) < 100 and abs(int(wave[-1])) < 100
    assert np.abs(np.diff(wave.astype(int))).max() < 4_000  # no click where notes meet


@pytest.mark.parametrize("sound", Sound)
def test_nothing_is_shrill(sound):
    hz, power = spectrum(sound)
    assert power[hz < 1_000].sum() > 0.85
    assert power[hz > 3_000].sum() < 0.001


def test_no_two_sounds_are_alike():
    for one, other in itertools.combinations(Sound, 2):
        length = min(len(samples(one)), len(samples(other)))
        first, second = samples(one)[:length].astype(float), samples(other)[:length].astype(float)
        alike = abs(np.dot(first, second)) / (np.linalg.norm(first) * np.linalg.norm(second))
        assert alike < 0.5, (one, other)


def test_each_priority_has_its_sound_and_the_escalation_goes_before_all():
    assert [Sound.of(priority).rank for priority in (1, 2, 3)] == [1, 2, 3]
    assert Sound.ESCALATED.rank == 0
