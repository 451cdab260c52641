"""Where a head lies on the canvas, other than in its photo."""

from __future__ import annotations

import numpy as np

from ..sketch.stroke import CANVAS

_FRAMED = 0.5
"""Share of heads that lie as framing puts them by chance: upright, the eyes where they always are.
Where that can be relied on, it tells where lines were meant to be."""


def random_placement(rng: np.random.Generator, framed: bool = False) -> np.ndarray:
    """A random mirror, turn, scale and shift of the canvas.

    Parameters
    ----------
    rng
        Source of all randomness.
    framed
        The head lies as framing puts heads, whatever the chance of it.

    Returns
    -------
    np.ndarray
        ``[2, 3]``, canvas pixels to canvas pixels.
    """
    if framed or rng.random() < _FRAMED:
        degrees, scale, away = 1.0, rng.uniform(0.985, 1.015), 1.0
    else:
        # Heads in photos are upright; a drawn one may be tilted.
        degrees, scale, away = 9.0 if rng.random() < 0.25 else 3.5, rng.uniform(0.9, 1.12), 5.0
    angle = np.deg2rad(rng.normal(0, degrees))
    mirror = -1.0 if rng.random() < 0.5 else 1.0
    turn = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    matrix = turn @ np.diag([mirror, 1.0])
    middle = np.full(2, CANVAS / 2)
    shift = middle - matrix @ middle + rng.normal(0, away, 2)
    return np.concatenate([matrix, shift[:, None]], axis=1)
