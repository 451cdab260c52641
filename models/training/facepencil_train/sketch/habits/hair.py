"""Hair, and what stands below the head."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..stroke import DETAIL_LAYER, Stroke, resample
from .pick import named, without


def no_hairline(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """Hair as its outer outline alone."""
    return without(strokes, "hairline", "hair_inner")


def no_neck(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """A head that ends at the chin."""
    return without(strokes, "neck", "shoulders", "hair_over_clothing")


_CROWN = 1.1
"""Radians from straight up, within which hair falls towards the face and not along its side."""


def _directions(points: np.ndarray, centre: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    away = points - centre
    return np.arctan2(away[:, 0], -away[:, 1]), np.hypot(*away.T)


def hair_as_strands(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """Lines within the hair: along its outline, or from the crown to the hairline.

    Directions are seen from the middle of the face, so hair is what lies between the hairline and
    the outline in the same direction.
    """
    outer = named(strokes, "hair_outer")
    inner = named(strokes, "hairline") + named(strokes, "hair_inner")
    features = named(strokes, "nose") + named(strokes, "eye")
    if not (outer and inner and features):
        return list(strokes)
    centre = np.concatenate([s.points for s in features]).mean(axis=0)
    angle, reach = _directions(np.concatenate([resample(s.points, 3.0) for s in inner]), centre)
    order = np.argsort(angle)
    angle, reach = angle[order], reach[order]
    result = list(strokes)
    along_share = rng.random()
    for _ in range(int(rng.integers(3, 14))):
        line = resample(outer[rng.integers(len(outer))].points, 3.0, 4)
        towards, far = _directions(line, centre)
        near = np.interp(towards, angle, reach, left=np.nan, right=np.nan)
        inside = np.isfinite(near) & (far > near + 8)
        if inside.sum() < 6:
            continue
        unit = (line - centre) / far[:, None]
        if rng.random() < along_share:
            depth = rng.uniform(0.15, 0.85) + 0.1 * np.sin(
                np.linspace(0, rng.uniform(0, 9), len(line))
            )
            points = centre + unit * (near + (far - near) * depth)[:, None]
            kept = np.flatnonzero(inside)
            start = int(rng.integers(len(kept) - 4))
            points = points[kept[start : start + int(rng.integers(5, 40))]]
            # Where the outline leaves the hair the line breaks off.
            steps = np.hypot(*np.diff(points, axis=0).T)
            points = points[: int(np.argmax(steps > 12)) + 1] if (steps > 12).any() else points
        else:
            above = np.flatnonzero(inside & (np.abs(towards) < _CROWN))
            if len(above) == 0:
                continue
            place = int(rng.choice(above))
            t = np.linspace(rng.uniform(0.05, 0.3), rng.uniform(0.6, 0.95), 12)[:, None]
            bend = rng.normal(0, 0.12) * (far[place] - near[place])
            side = np.array([-unit[place, 1], unit[place, 0]])
            distance = far[place] + (near[place] - far[place]) * t
            points = centre + unit[place] * distance + side * bend * np.sin(np.pi * t)
        if len(points) >= 4:
            result.append(Stroke("hair_strand", points, layer=DETAIL_LAYER))
    return result
