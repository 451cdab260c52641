"""Proportions as people draw them: eyes too large or too high, a wide jaw, a small mouth.

A hand that follows a photo errs by pixels; one that draws from imagination errs by what it
thinks matters. So whole features change their size and place together, and the head its shape,
while the photo stays: the generator learns what face was meant.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .stroke import CANVAS, Stroke

_EYES = ("brow", "eye", "iris")
_MEAN_EYE_GROWTH = 0.10
"""Logarithm; people draw eyes larger than they are."""

_BROW_LIFT = 6.0
"""Pixels that a brow makes room by when its eye grows by all of its size; it follows back too."""


def _centre(strokes: Sequence[Stroke], prefixes: str | tuple[str, ...]) -> np.ndarray | None:
    points = [s.points for s in strokes if s.name.startswith(prefixes)]
    return np.concatenate(points).mean(axis=0) if points else None


def caricature(
    strokes: Sequence[Stroke], strength: float, rng: np.random.Generator
) -> list[Stroke]:
    """Other proportions of the same face.

    Parameters
    ----------
    strokes
        A sketch, in canvas pixels.
    strength
        0..1; 0 changes nothing.
    rng
        Source of all randomness.
    """
    eye_growth = np.exp(strength * rng.normal(_MEAN_EYE_GROWTH, 0.22, 2))
    eye_lift = strength * rng.normal(0, 4.0)
    eye_spread = np.exp(strength * rng.normal(0, 0.08))
    others = {
        name: (np.exp(strength * rng.normal(0, 0.16, 2)), strength * rng.normal(0, 3.0))
        for name in ("nose", "lip")
    }
    middle, mouth = _centre(strokes, _EYES), _centre(strokes, "lip")
    centres = {
        side: _centre(strokes, tuple(f"{e}_{side}" for e in ("eye", "iris")))
        for side in ("left", "right")
    }
    squeeze = np.exp(strength * rng.normal(0, 0.06))
    taper = strength * rng.normal(0, 0.10)
    result = []
    for stroke in strokes:
        points = np.asarray(stroke.points, float)
        side = "left" if stroke.name.endswith("left") else "right"
        feature = next((f for f in others if stroke.name.startswith(f)), None)
        if stroke.name.startswith(_EYES) and middle is not None:
            own = centres[side]
            if own is not None:
                # Brows move with their eye and keep their size.
                growth = 1.0 if stroke.name.startswith("brow") else eye_growth
                points = (points - own) * growth + own
                points = points + np.array([(own[0] - middle[0]) * (eye_spread - 1), eye_lift])
                if stroke.name.startswith("brow"):
                    points = points - np.array([0.0, _BROW_LIFT * (eye_growth[1] - 1)])
        elif stroke.name.startswith("glasses") and middle is not None:
            # They sit where the eyes are and grow less than those, as one piece.
            points = (points - middle) * np.array([eye_spread, eye_growth[1] ** 0.5]) + middle
            points = points + np.array([0.0, eye_lift])
        elif feature is not None:
            growth, drop = others[feature]
            own = _centre(strokes, feature)
            points = (points - own) * growth + own + np.array([0.0, drop])
        elif stroke.name == "moustache" and mouth is not None:
            # It stays on the upper lip.
            growth, drop = others["lip"]
            points = (points - mouth) * growth + mouth + np.array([0.0, drop])
        down = points[:, 1] / CANVAS - 0.5
        width = squeeze * (1 + taper * down)
        points = np.stack([(points[:, 0] - CANVAS / 2) * width + CANVAS / 2, points[:, 1]], axis=1)
        result.append(stroke.with_points(points))
    return result
