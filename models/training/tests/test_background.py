"""Other backgrounds behind the same person."""

import numpy as np
import pytest
from portrait import BACKGROUND, portrait

from facepencil_train.data.background import busyness, foreground, perhaps_exchange


@pytest.fixture(scope="module")
def person():
    rgb, alpha, _ = portrait()
    return rgb, alpha


def busy(rgb, alpha):
    """The same person before noise."""
    noise = np.random.default_rng(0).integers(0, 255, rgb.shape, dtype=np.uint8)
    return np.where(alpha[..., None] < 128, noise, rgb)


def test_noise_is_busier_than_a_wall(person):
    rgb, alpha = person
    assert busyness(rgb, alpha) < 10 < 40 < busyness(busy(rgb, alpha), alpha)


def test_a_photo_without_background_is_not_busy(person):
    assert busyness(person[0], np.full((256, 256), 255, np.uint8)) == 0


def test_busy_backgrounds_are_exchanged_oftener(person):
    rgb, alpha = person

    def count(photo):
        rngs = (np.random.default_rng(seed) for seed in range(60))
        return sum(perhaps_exchange(photo, alpha, rng)[1] is not None for rng in rngs)

    assert count(rgb) < 15 < 25 < count(busy(rgb, alpha)) < 50


def test_the_person_stays_and_the_colour_told_is_the_one_seen(person):
    rgb, alpha = person
    changed = 0
    for seed in range(40):
        photo, colour = perhaps_exchange(busy(rgb, alpha), alpha, np.random.default_rng(seed))
        inside = alpha == 255
        assert np.abs(photo[inside].astype(int) - rgb[inside]).max() <= 1
        if colour is not None:
            changed += 1
            seen = np.median(photo[alpha == 0], axis=0)
            assert np.abs(seen - colour).max() < 4
    assert changed > 10


def test_colours_carried_outwards_are_the_persons(person):
    """Half-covered pixels at the hair's edge lose the old wall."""
    rgb, alpha = person
    share = alpha[..., None].astype(np.float32) / 255
    edge = (alpha > 40) & (alpha < 140)
    edge[128:] = False
    wall = np.array(BACKGROUND)
    before = np.abs(rgb[edge] - wall).sum(axis=1).mean()
    after = np.abs(foreground(rgb.astype(np.float32), share)[edge] - wall).sum(axis=1).mean()
    assert after > before + 50
