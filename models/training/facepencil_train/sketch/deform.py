"""S_syn to S_dfm: stroke deformation at the vector level.

DeepFacePencil (section 3.2) moves the end and control points of the curves of an edge-aligned
sketch at random. Real drawings also rotate, resize and misplace whole features, restate lines,
leave gaps, forget strokes and lean as a whole, so those are drawn here too. One number, the
strength, scales all of it; the generator is told ``faithfulness = 1 - strength``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .stroke import CANVAS, DETAIL_LAYER, Stroke, arc_length, resample

_SPACING = 3.0

_CAREFUL = 0.5
"""Strength up to which everything grows in proportion; beyond, twice as fast. The roughest
drawings are not twice but three times as far off as an ordinary one."""

_FEATURES = {
    "brow": ("brow",),
    "eye": ("eye_upper", "eye_lower", "iris"),
    "nose": ("nose",),
    "mouth": ("lip",),
    # Rings, bridge and temples move together, or the bridge would come off.
    "glasses": ("glasses",),
}

_NEVER_FORGOTTEN = ("glasses", "beard", "moustache")
"""What a photo shows and its sketch lacks would be painted where none is drawn."""


def _feature_of(name: str) -> str | None:
    """The facial feature that a stroke belongs to, with its side, or None for boundaries."""
    side = "left" if name.endswith("left") else "right" if name.endswith("right") else ""
    for feature, prefixes in _FEATURES.items():
        if name.startswith(prefixes):
            return feature + (side if feature in ("brow", "eye") else "")
    return None


def _similarity(
    rng: np.random.Generator, strength: float, degrees: float, scale: float, shift: float
) -> tuple[np.ndarray, np.ndarray]:
    """A random 2x2 matrix and a shift in pixels, both shrinking to identity with strength."""
    angle = np.deg2rad(rng.normal(0, degrees * strength))
    sx, sy = np.exp(rng.normal(0, scale * strength, 2))
    rotation = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return rotation @ np.diag([sx, sy]), rng.normal(0, shift * strength, 2)


def _global_warp(rng: np.random.Generator, strength: float):
    """A smooth displacement of the whole canvas from a coarse random grid."""
    cells = 4
    grid = rng.normal(0, 3.2 * strength, (cells, cells, 2))

    def warp(points: np.ndarray) -> np.ndarray:
        at = np.clip(points / CANVAS, 0, 1) * (cells - 1)
        low = np.minimum(at.astype(int), cells - 2)
        t = at - low
        t = t * t * (3 - 2 * t)
        x, y = low[:, 0], low[:, 1]
        tx, ty = t[:, :1], t[:, 1:]
        top = grid[y, x] * (1 - tx) + grid[y, x + 1] * tx
        bottom = grid[y + 1, x] * (1 - tx) + grid[y + 1, x + 1] * tx
        return points + top * (1 - ty) + bottom * ty

    return warp


def _bend(rng: np.random.Generator, points: np.ndarray, strength: float) -> np.ndarray:
    """Random offsets of end and control points, interpolated along the stroke (the paper's)."""
    along = arc_length(points)
    length = along[-1]
    controls = int(np.clip(length / 22, 2, 12))
    sigma = strength * min(2.6, 0.04 * length + 0.4)
    knots = np.linspace(0, length, controls)
    offsets = rng.normal(0, sigma, (controls, 2))
    # Smoothstep between knots keeps the curve free of the corners that lerp would add.
    position = np.clip(np.searchsorted(knots, along, side="right") - 1, 0, controls - 2)
    t = (along - knots[position]) / max(length / (controls - 1), 1e-6)
    t = np.clip(t, 0, 1)
    t = (t * t * (3 - 2 * t))[:, None]
    return points + offsets[position] * (1 - t) + offsets[position + 1] * t


def _wobble(rng: np.random.Generator, points: np.ndarray, strength: float) -> np.ndarray:
    """The tremor of a hand: two low frequencies of a pixel or less."""
    along = arc_length(points)
    offset = np.zeros_like(points)
    for wavelength in (rng.uniform(30, 70), rng.uniform(10, 25)):
        amplitude = strength * rng.uniform(0, 0.9) * (wavelength / 60) ** 0.5
        phase = rng.uniform(0, 2 * np.pi, 2)
        offset += amplitude * np.sin(along[:, None] * (2 * np.pi / wavelength) + phase)
    return points + offset


def _cut(rng: np.random.Generator, stroke: Stroke, strength: float, loop: bool) -> list[Stroke]:
    """Trimmed or overshot ends, which a loop does not have, and now and then a gap."""
    points = stroke.polyline()
    along = arc_length(points)
    length = along[-1]
    if length < 12:
        return [stroke]
    if not loop and rng.random() < 0.6 * strength:
        trim = rng.uniform(0, 0.12 * strength, 2) * length
        keep = (along >= trim[0]) & (along <= length - trim[1])
        if keep.sum() >= 3:
            points = points[keep]
    if not loop and rng.random() < 0.3 * strength:
        reach = rng.uniform(0, 6) * strength
        tail = points[-1] - points[-min(4, len(points))]
        norm = np.hypot(*tail)
        if norm > 0:
            points = np.concatenate([points, [points[-1] + tail / norm * reach]])
    pieces = [points]
    if length > 30 and rng.random() < 0.25 * strength:
        start = rng.integers(1, max(2, len(points) - 4))
        gap = int(rng.uniform(2, 6) * strength * 2 / _SPACING) + 1
        pieces = [points[: start + 1], points[start + gap :]]
    return [stroke.with_points(p, closed=False) for p in pieces if len(p) >= 2]


def deform(strokes: Sequence[Stroke], strength: float, rng: np.random.Generator) -> list[Stroke]:
    """Deform an edge-aligned sketch as a hand would have drawn it.

    Parameters
    ----------
    strokes
        The edge-aligned sketch, in canvas pixels.
    strength
        0 leaves every point where it is; 1 is a rough drawing.
    rng
        Source of all randomness: the same generator state gives the same sketch.

    Returns
    -------
    list[Stroke]
        The deformed sketch; dropped strokes are missing, doubled ones appear twice.

    Raises
    ------
    ValueError
        If the strength is outside 0..1.
    """
    if not 0.0 <= strength <= 1.0:
        raise ValueError(f"strength must be in 0..1, not {strength}")
    if strength == 0.0:
        return list(strokes)
    strength += max(0.0, strength - _CAREFUL)
    warp = _global_warp(rng, strength)
    whole, whole_shift = _similarity(rng, strength, degrees=2.0, scale=0.02, shift=2.5)
    middle = np.array([CANVAS / 2, CANVAS / 2])
    features: dict[str, tuple] = {}
    result: list[Stroke] = []
    for stroke in strokes:
        feature = _feature_of(stroke.name)
        droppable = 0.25 if stroke.layer == DETAIL_LAYER else 0.05
        if stroke.layer != DETAIL_LAYER and stroke.name in _NEVER_FORGOTTEN:
            droppable = 0.0
        if rng.random() < droppable * strength:
            continue
        points = resample(stroke.polyline(), _SPACING)
        if feature is not None:
            if feature not in features:
                centre = points.mean(axis=0)
                growth = 0.14 if feature.startswith("eye") else 0.08
                features[feature] = (centre, *_similarity(rng, strength, 5.0, growth, 1.8))
            centre, matrix, shift = features[feature]
            points = (points - centre) @ matrix.T + centre + shift
        own, own_shift = _similarity(rng, strength, degrees=2.5, scale=0.04, shift=0.9)
        centre = points.mean(axis=0)
        points = (points - centre) @ own.T + centre + own_shift
        points = _wobble(rng, _bend(rng, points, strength), strength)
        points = (warp(points) - middle) @ whole.T + middle + whole_shift
        if stroke.closed and rng.random() > 0.4 * strength:
            # A hand seldom closes a loop exactly; most loops still close.
            points[-1] = points[0]
        # Its polyline is bent, not its ring: from here on a loop is a line that meets its start.
        moved = stroke.with_points(points, closed=False)
        result += _cut(rng, moved, strength, loop=stroke.closed)
        if stroke.layer != DETAIL_LAYER and rng.random() < 0.08 * strength:
            again = _bend(rng, points, 0.5 * strength) + rng.normal(0, 0.8 * strength, 2)
            result.append(stroke.with_points(again, closed=False))
    return result
