"""Eyes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..stroke import Stroke
from .pick import named, without


def irises_as_full_circles(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """Whole circles where the lids would hide a part; more often than not with a pupil."""
    result = without(strokes, "iris")
    pupil = rng.uniform(0.15, 0.5) if rng.random() < 0.6 else 0.0
    size = rng.uniform(0.85, 1.2)
    for side in ("left", "right"):
        arcs = named(strokes, f"iris_{side}")
        if not arcs:
            continue
        points = np.concatenate([a.points for a in arcs])
        # Circle through the visible arcs by least squares (Kåsa, 1976).
        system = np.column_stack([2 * points, np.ones(len(points))])
        (x, y, rest), *_ = np.linalg.lstsq(system, (points**2).sum(axis=1), rcond=None)
        radius = size * np.sqrt(max(rest + x * x + y * y, 1.0))
        if radius > 12:
            continue
        angle = np.linspace(0, 2 * np.pi, 16, endpoint=False)
        circle = np.stack([np.cos(angle), np.sin(angle)], axis=1)
        result.append(Stroke(f"iris_{side}", [x, y] + radius * circle, closed=True))
        if pupil:
            result.append(Stroke(f"iris_{side}", [x, y] + pupil * radius * circle, closed=True))
    return result


def eyes_without_irises(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """Almonds: lids alone."""
    return without(strokes, "iris")


def eyes_as_upper_lids(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """The lower lid is left out."""
    return without(strokes, "eye_lower")


def _centres(strokes: Sequence[Stroke]) -> dict[str, tuple[np.ndarray, float]]:
    """Middle and width of the eye on each side that has both lids."""
    found = {}
    for side in ("left", "right"):
        lids = _points(strokes, f"eye_upper_{side}"), _points(strokes, f"eye_lower_{side}")
        if len(lids[0]) and len(lids[1]):
            both = np.concatenate(lids)
            found[side] = (both.min(axis=0) + both.max(axis=0)) / 2, float(np.ptp(both[:, 0]))
    return found


def _points(strokes: Sequence[Stroke], prefix: str) -> np.ndarray:
    return np.concatenate([np.zeros((0, 2)), *(s.points for s in named(strokes, prefix))])


def _ring(centre: np.ndarray, across: float, down: float) -> np.ndarray:
    angle = np.linspace(0, 2 * np.pi, 20, endpoint=False)
    return centre + np.stack([across * np.cos(angle), down * np.sin(angle)], axis=1)


def irises_as_dots(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """A dot for each iris."""
    result = without(strokes, "iris")
    radius = rng.uniform(0.8, 2.2)
    for side, (middle, _) in _centres(strokes).items():
        result.append(Stroke(f"iris_{side}", _ring(middle, radius, radius), closed=True))
    return result


def eyes_as_circles(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """Rings or ovals instead of lids, with a dot, a ring or nothing inside."""
    result = without(strokes, "iris")
    height, inside = rng.uniform(0.5, 1.0), rng.choice([0.0, 0.12, 0.25])
    for side, (middle, width) in _centres(strokes).items():
        lids = f"eye_upper_{side}", f"eye_lower_{side}"
        result = [s for s in result if s.name not in lids]
        across = width * rng.uniform(0.42, 0.5)
        result.append(Stroke(lids[0], _ring(middle, across, across * height), closed=True))
        if inside:
            ring = _ring(middle, width * inside, width * inside)
            result.append(Stroke(f"iris_{side}", ring, closed=True))
    return result
