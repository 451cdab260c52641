"""Where heads lie in training."""

import numpy as np
import pytest

from facepencil_train.data.placement import random_placement
from facepencil_train.sketch.stroke import CANVAS

CORNERS = np.array([[0, 0], [CANVAS, 0], [CANVAS, CANVAS], [0, CANVAS]], dtype=float)


@pytest.fixture(scope="module")
def placements():
    rng = np.random.default_rng(4)
    return [random_placement(rng) for _ in range(600)]


def farthest(matrix):
    moved = CORNERS @ matrix[:, :2].T + matrix[:, 2]
    if np.linalg.det(matrix[:, :2]) < 0:
        moved = moved[[1, 0, 3, 2]]
    return np.linalg.norm(moved - CORNERS, axis=1).max()


def test_framed_heads_are_upright_and_in_place():
    rng = np.random.default_rng(5)
    assert max(farthest(random_placement(rng, framed=True)) for _ in range(300)) < 20


def test_half_of_the_heads_are_upright_and_in_place(placements):
    away = np.sort([farthest(matrix) for matrix in placements])
    # A degree or two and a pixel: at the corners some pixels, with a few of the others among them.
    assert away[: len(away) // 2].max() < 12
    assert np.median(away[len(away) // 2 :]) > 16


def test_mirrored_and_turned_heads_are_seen_as_well(placements):
    parts = [matrix[:, :2] for matrix in placements]
    mirrored = np.mean([np.linalg.det(part) < 0 for part in parts])
    assert 0.4 < mirrored < 0.6
    turns = [np.degrees(np.arctan2(part[1, 0], part[0, 0])) for part in parts]
    assert sum(8 < abs(turn if abs(turn) < 90 else abs(turn) - 180) < 30 for turn in turns) > 20
