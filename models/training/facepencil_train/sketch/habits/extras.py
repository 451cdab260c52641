"""Lines that a tracer never finds: creases, folds, lashes.

The photo has little or nothing where they are drawn, so the generator learns to take them as
hints of form instead of as edges of skin.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..stroke import Stroke
from .pick import even, named

SIDES = ("left", "right")


def _lid(strokes: Sequence[Stroke], which: str, side: str) -> np.ndarray | None:
    """A lid as 15 points, or None where it is not drawn or not as one line."""
    found = named(strokes, f"eye_{which}_{side}")
    return even(found[0].points) if len(found) == 1 and not found[0].closed else None


def _between(strokes: Sequence[Stroke], prefix: str) -> tuple[np.ndarray, np.ndarray] | None:
    """Least and greatest x and y of all strokes of a name, or None if there are none."""
    found = named(strokes, prefix)
    if not found:
        return None
    points = np.concatenate([s.points for s in found])
    return points.min(axis=0), points.max(axis=0)


def _arc(start: np.ndarray, end: np.ndarray, sag: np.ndarray) -> np.ndarray:
    """A quadratic curve whose control point is the middle moved by ``2 * sag``."""
    t = np.linspace(0, 1, 12)[:, None]
    middle = (start + end) / 2 + 2 * sag
    return (1 - t) ** 2 * start + 2 * t * (1 - t) * middle + t**2 * end


def _along_lids(
    strokes: Sequence[Stroke], which: str, name: str, shift: float, span: tuple[int, int]
) -> list[Stroke]:
    """A part of each lid drawn once more, ``shift`` widths of the eye further down."""
    result = list(strokes)
    for side in SIDES:
        lid = _lid(strokes, which, side)
        if lid is not None:
            moved = lid + np.array([0, shift * np.ptp(lid[:, 0])])
            result.append(Stroke(f"{name}_{side}", moved[slice(*span)]))
    return result


def eyelid_creases(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """A second line above each upper lid."""
    height = rng.uniform(0.1, 0.28)
    span = int(rng.integers(0, 4)), int(rng.integers(11, 16))
    return _along_lids(strokes, "upper", "eye_upper_crease", -height, span)


def eye_bags(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """A line under each lower lid."""
    height = rng.uniform(0.12, 0.35)
    span = int(rng.integers(1, 6)), int(rng.integers(10, 15))
    return _along_lids(strokes, "lower", "eye_lower_bag", height, span)


def lashes(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """Short lines that stand on the upper lids, outwards."""
    result, count = list(strokes), int(rng.integers(2, 8))
    reach, whole = rng.uniform(0.08, 0.22), rng.random() < 0.3
    for side in SIDES:
        lid = _lid(strokes, "upper", side)
        if lid is None:
            continue
        width = np.ptp(lid[:, 0])
        root = lid.mean(axis=0) + np.array([0, 0.5 * width])
        # The picture's left eye has its outer corner at the smaller x.
        order = np.argsort(lid[:, 0] if side == "left" else -lid[:, 0])
        span = len(lid) if whole else len(lid) // 2
        for place in np.linspace(0, span - 1, count).astype(int):
            foot = lid[order[place]]
            away = (foot - root) / max(np.hypot(*(foot - root)), 1e-6)
            hair = np.stack([foot, foot + away * width * reach * rng.uniform(0.7, 1.3)])
            result.append(Stroke(f"eye_upper_lash_{side}", hair))
    return result


def forehead_lines(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """One to three lines across the forehead, or two short ones between the brows."""
    box = _between(strokes, "brow")
    if box is None:
        return list(strokes)
    (left, top), (right, bottom) = box
    width = right - left
    if rng.random() < 0.3:
        x, gap = (left + right) / 2, 0.04 * width
        marks = [
            _arc(np.array([x + s * gap, top]), np.array([x + s * gap, bottom + gap]), np.zeros(2))
            for s in (-1, 1)
        ]
        return [*strokes, *(Stroke("frown", m) for m in marks)]
    result = list(strokes)
    for line in range(int(rng.integers(1, 4))):
        y = top - width * (0.07 + 0.07 * line) * rng.uniform(0.9, 1.1)
        inset = rng.uniform(0.12, 0.35, 2) * width
        sag = np.array([0, -rng.uniform(0, 0.03) * width])
        ends = np.array([left + inset[0], y]), np.array([right - inset[1], y])
        result.append(Stroke("forehead_line", _arc(*ends, sag)))
    return result


def cheek_folds(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """From the wings of the nose to beside the corners of the mouth, or a part of that."""
    nose, mouth = _between(strokes, "nose"), _between(strokes, "lip")
    if nose is None or mouth is None:
        return list(strokes)
    result, reach, start = list(strokes), rng.uniform(0.0, 0.5), rng.uniform(0.0, 0.5)
    width = mouth[1][0] - mouth[0][0]
    top = nose[1][1] - 0.2 * (nose[1][1] - nose[0][1])
    low = mouth[0][1] + reach * (mouth[1][1] - mouth[0][1])
    for sign, wing, corner in ((-1, nose[0][0], mouth[0][0]), (1, nose[1][0], mouth[1][0])):
        outside = sign * width * rng.uniform(0.08, 0.2)
        fold = _arc(
            np.array([wing + 0.3 * outside, top]),
            np.array([corner + outside, low]),
            np.array([0.25 * outside, 0]),
        )
        result.append(Stroke("cheek_fold", fold[int(start * 8) :]))
    return result


def chin_line(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """A short line between the lower lip and the chin."""
    mouth = _between(strokes, "lip")
    if mouth is None:
        return list(strokes)
    middle, width = (mouth[0] + mouth[1]) / 2, mouth[1][0] - mouth[0][0]
    half, y = width * rng.uniform(0.12, 0.3), mouth[1][1] + width * rng.uniform(0.12, 0.25)
    sag = np.array([0, width * rng.uniform(-0.04, 0.06)])
    ends = np.array([middle[0] - half, y]), np.array([middle[0] + half, y])
    return [*strokes, Stroke("chin_line", _arc(*ends, sag))]
