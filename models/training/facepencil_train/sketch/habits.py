"""The ways in which people draw a face with fewer or other lines than a tracer does.

Unlike deformation these do not displace lines: a nose drawn as a hook is a decision, not a slip.
So they say nothing about faithfulness, and apply whatever the strength.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from .stroke import Stroke, arc_length, resample

_SAMPLES = 15


def _without(strokes: Sequence[Stroke], *prefixes: str) -> list[Stroke]:
    return [s for s in strokes if not s.name.startswith(prefixes)]


def _named(strokes: Sequence[Stroke], prefix: str) -> list[Stroke]:
    return [s for s in strokes if s.name.startswith(prefix)]


def _even(points: np.ndarray, count: int = _SAMPLES) -> np.ndarray:
    """The polyline as ``count`` points at equal distances."""
    along = arc_length(points)
    at = np.linspace(0, along[-1], count)
    return np.stack([np.interp(at, along, points[:, axis]) for axis in (0, 1)], axis=1)


def _part(stroke: Stroke, start: float, end: float) -> Stroke:
    """The part of a stroke between two shares of its length."""
    points = resample(stroke.polyline(), 2.0, 6)
    first, last = int(start * (len(points) - 1)), int(np.ceil(end * (len(points) - 1)))
    return stroke.with_points(points[first : last + 1], closed=False)


def brows_as_one_line(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """Each brow's outline becomes the line along its middle."""
    result = []
    for stroke in strokes:
        if stroke.name.startswith("brow") and stroke.closed:
            edge = _even(stroke.polyline(), 2 * _SAMPLES)
            middle = (edge[:_SAMPLES] + edge[_SAMPLES:][::-1]) / 2
            stroke = stroke.with_points(middle[1:-1], closed=False)
        result.append(stroke)
    return result


def irises_as_full_circles(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """Whole circles where the lids would hide a part; now and then with a pupil."""
    result = _without(strokes, "iris")
    pupil = rng.random() < 0.4
    size = rng.uniform(0.85, 1.2)
    for side in ("left", "right"):
        arcs = _named(strokes, f"iris_{side}")
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
            result.append(Stroke(f"iris_{side}", [x, y] + 0.4 * radius * circle, closed=True))
    return result


def eyes_without_irises(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """Almonds: lids alone."""
    return _without(strokes, "iris")


def eyes_as_upper_lids(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """The lower lid is left out."""
    return _without(strokes, "eye_lower")


def nose_as_a_hook(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """One side of the nose, or the lower part of one side: an L."""
    side = "left" if rng.random() < 0.5 else "right"
    start = rng.choice([0.0, 0.45])
    kept = [_part(s, start, 1.0) for s in _named(strokes, f"nose_{side}")]
    return _without(strokes, "nose") + kept


def nose_as_its_base(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """The wings and the base of the nose, no bridge."""
    kept = [_part(s, rng.uniform(0.5, 0.62), 1.0) for s in _named(strokes, "nose")]
    return _without(strokes, "nose") + kept


def nose_as_two_dots(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """Nostrils only."""
    kept = [_part(s, 0.84, 0.94) for s in _named(strokes, "nose")]
    return _without(strokes, "nose") + kept


def mouth_as_one_line(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """The line between the lips, alone or with the lower lip hinted."""
    upper, lower = _named(strokes, "lip_inner_upper"), _named(strokes, "lip_inner_lower")
    if not (upper and lower):
        return list(strokes)
    middle = (_even(upper[0].points) + _even(lower[0].points)) / 2
    kept = [Stroke("lip_inner_upper", middle)]
    if rng.random() < 0.5:
        kept += [_part(s, 0.25, 0.75) for s in _named(strokes, "lip_outer_lower")]
    return _without(strokes, "lip") + kept


def mouth_with_closed_lips(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """The outline of the lips with one line between them."""
    upper, lower = _named(strokes, "lip_inner_upper"), _named(strokes, "lip_inner_lower")
    if not (upper and lower):
        return list(strokes)
    middle = (_even(upper[0].points) + _even(lower[0].points)) / 2
    return [*_without(strokes, "lip_inner"), Stroke("lip_inner_upper", middle)]


def no_hairline(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """Hair as its outer outline alone."""
    return _without(strokes, "hairline", "hair_inner")


def no_neck(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """A head that ends at the chin."""
    return _without(strokes, "neck", "shoulders", "hair_over_clothing")


Habit = Callable[[Sequence[Stroke], np.random.Generator], list[Stroke]]

HABITS: tuple[tuple[float, tuple[Habit, ...]], ...] = (
    (0.30, (brows_as_one_line,)),
    (0.40, (irises_as_full_circles, irises_as_full_circles, eyes_without_irises)),
    (0.08, (eyes_as_upper_lids,)),
    (0.35, (nose_as_a_hook, nose_as_its_base, nose_as_two_dots)),
    (0.35, (mouth_as_one_line, mouth_with_closed_lips)),
    (0.10, (no_hairline,)),
    (0.10, (no_neck,)),
)
"""How often a habit of each kind is drawn, and which: by eye on sheets of drawn faces."""


def draw_by_habit(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """A sketch as somebody in particular would draw it.

    Parameters
    ----------
    strokes
        A traced sketch, in canvas pixels.
    rng
        Source of all randomness.
    """
    result = list(strokes)
    for chance, habits in HABITS:
        if rng.random() < chance:
            result = habits[rng.integers(len(habits))](result, rng)
    return result
