"""Looks as the style vector has them."""

from __future__ import annotations

import numpy as np

from ..networks.style import LOOK_REACH, LOOK_SIZE

MEAN_LOOK = np.full(LOOK_SIZE, 0.5, np.float32)


def look_numbers(deviations: np.ndarray) -> np.ndarray:
    """Components in deviations, ``[..., LOOK_SIZE]``, as float32 in 0..1; the mean is 0.5."""
    return (0.5 + deviations / (2 * LOOK_REACH)).clip(0, 1).astype(np.float32)


def draw_look(rng: np.random.Generator) -> np.ndarray:
    """The look of somebody, float32 ``[LOOK_SIZE]`` in 0..1."""
    return look_numbers(rng.standard_normal(LOOK_SIZE))
