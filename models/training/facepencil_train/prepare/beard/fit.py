"""Where the hair of a beard and a moustache grows, and the lines that people would draw of it."""

from __future__ import annotations

import cv2
import numpy as np
from scipy.ndimage import gaussian_filter1d

from .. import mesh
from .view import CHIN, MIDDLE, NOSE, REACH, SIZE, View

_FLOORS = np.array([0.06, 0.12, 0.12, 0.10])
"""Spread of the differences on skin at least: what a channel has to rise above to count."""

_LEVEL = 0.5
"""How hairy, from the cheeks (0) to the hair of the chin or the lip (1), the edge is."""

_LEVEL_BELOW = 1.0
"""The same below the jaw, where the neck lies in the shade."""

_BELOW = 26.0
"""Pixels of the view that a beard reaches below the jaw at most."""

_BLUR = 3.5
_HALF_MOUTHS = (14, 34)
"""Pixels of the view from the midline to a corner of the mouth; turned heads have other ones."""

_NOSE = (("left", 1), ("right", -1))

_SMALLEST = {"beard": 700, "moustache": 80}
"""Pixels of the view that a region has at least."""

_THINNEST = {"beard": 4, "moustache": 2}
_SMOOTHING = 4.0
_LEAST = 600
"""Pixels of the view that a bare place within a beard has at least to be outlined."""

_FEWEST = 20
"""Pixels of the view that say what hair looks like, at least."""

_CORE = 2
"""Pixels of the view that the cores of chin and lip keep from the lips and the nose."""


def _filled(*outlines: np.ndarray) -> np.ndarray:
    mask = np.zeros((SIZE, SIZE), np.uint8)
    for outline in outlines:
        cv2.fillPoly(mask, [np.round(outline).astype(np.int32)], 1)
    return mask > 0


def _disc(radius: int) -> np.ndarray:
    return cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1))


def _grown(mask: np.ndarray, by: int) -> np.ndarray:
    return cv2.dilate(mask.astype(np.uint8), _disc(by)) > 0


def templates(view: View) -> dict[str, np.ndarray]:
    """Where a beard and a moustache may be, and where those that are there surely have hair.

    Returns
    -------
    dict
        bool ``[160, 160]`` each: ``beard``, ``moustache``, ``chin`` and ``lip`` (the sure parts),
        ``mouth`` and ``face``.
    """
    points = view.landmarks
    y, x = np.mgrid[:SIZE, :SIZE] + 0.5
    upper, lower = points[mesh.LIP_OUTER_UPPER], points[mesh.LIP_OUTER_LOWER]
    mouth = _filled(np.concatenate([upper, lower[::-1]]))
    nose = _filled(np.concatenate([points[mesh.NOSE_SIDE[s]][::d] for s, d in _NOSE]))
    jaw = points[mesh.JAW]
    face = _filled(np.concatenate([jaw, [[jaw[-1, 0], -1], [jaw[0, 0], -1]]]))
    # Below the mouth a beard hangs over the edge of the jaw.
    left, right = sorted((upper[0], upper[-1]), key=lambda corner: corner[0])
    row = (left[1] + right[1]) / 2
    hang = np.clip((jaw[:, 1:] - row) / max(CHIN - row, 1.0), 0, 1)
    hung = _filled(np.concatenate([jaw + [0, 1] * (hang * _BELOW), [left, right]]))
    away = np.abs(x - MIDDLE)
    half = np.where(x < MIDDLE, MIDDLE - left[0], right[0] - MIDDLE)
    half = np.clip(half, *_HALF_MOUTHS)
    bare = _grown(mouth, 1) | nose
    # The upper limit of a moustache falls from below the nose to beside the corners of the mouth.
    fall = np.clip(away / (half + 10) - 0.35, 0, 0.65) / 0.65
    over = (y > NOSE + 6 + (row - NOSE - 14) * fall**1.5) & (away < half + 10)
    moustache = over & (y < row + 6) & ~bare & ~_filled(np.concatenate([[left], lower, [right]]))
    # That of a beard rises from there to the ears.
    rise = np.clip((away - half) / np.maximum(0.9 * REACH - half, 1), 0, 1)
    beard = (face | hung) & (y > row - 8 - (row + 2) * rise) & ~bare & ((away > half) | (y > row))
    kept = _grown(bare, _CORE)
    chin = (y > CHIN - 22) & (y < CHIN + 3) & (away < 26) & beard & ~kept
    lip = moustache & (y < row - 2) & (away < 0.8 * half) & ~kept
    return {
        "beard": beard,
        "moustache": moustache,
        "chin": chin,
        "lip": lip,
        "mouth": mouth,
        "face": face,
    }


def _hairiness(view: View, core: np.ndarray) -> np.ndarray | None:
    """How hairy each place is, 0 on the cheeks and 1 in the core, or None if nothing tells."""
    if core.sum() < _FEWEST:
        return None
    maps = view.differences
    hair = np.median(maps[:, core], axis=1)
    spread = np.maximum(maps[:, core].std(axis=1), _FLOORS)
    weights = np.maximum(hair, 0) / spread**2
    level = float(weights @ hair)
    if level < 1.0:
        return None
    clipped = np.clip(maps, -0.5, 1.6 * np.maximum(hair, 0.05)[:, None, None])
    return np.einsum("c,cyx->yx", weights, clipped) / level


def region(view: View, which: str, areas: dict[str, np.ndarray]) -> np.ndarray | None:
    """The hair of a beard or a moustache, bool ``[160, 160]``; None if there is too little."""
    area, core = areas[which], areas["chin" if which == "beard" else "lip"]
    hairy = _hairiness(view, core)
    if hairy is None:
        return None
    # Lips are not skin: what surrounds them must not be judged by them.
    known = cv2.GaussianBlur(area.astype(np.float32), (0, 0), _BLUR)
    smooth = cv2.GaussianBlur(np.where(area, hairy, 0).astype(np.float32), (0, 0), _BLUR)
    level = np.where(areas["face"], _LEVEL, _LEVEL_BELOW)
    found = (smooth > level * np.maximum(known, 1e-3)) & area
    found = cv2.morphologyEx(found.astype(np.uint8), cv2.MORPH_OPEN, _disc(_THINNEST[which]))
    # Narrow bare places beside the tuft below the lip are hardly ever drawn.
    found = cv2.morphologyEx(found | areas["mouth"], cv2.MORPH_CLOSE, _disc(11)) & area
    count, parts, stats, _ = cv2.connectedComponentsWithStats(found.astype(np.uint8))
    keep = np.zeros_like(found)
    for part in range(1, count):
        if stats[part, cv2.CC_STAT_AREA] >= _SMALLEST[which] and (core & (parts == part)).any():
            keep |= parts == part
    return keep if keep.any() else None


def evenness(mask: np.ndarray) -> float:
    """The smaller of the halves of a region, left and right of the midline, over the larger."""
    left, right = mask[:, : int(MIDDLE)].sum(), mask[:, int(MIDDLE) :].sum()
    return float(min(left, right) / max(left, right, 1))


def outlines(found: dict[str, np.ndarray]) -> list[tuple[str, np.ndarray]]:
    """Smooth closed outlines ``[N, 2]`` in pixels of the view, with the names of their strokes.

    A moustache that grows into the beard has one outline with it.
    """
    if not found:
        return []
    hair = np.any(list(found.values()), axis=0).astype(np.uint8)
    if len(found) > 1:
        hair = cv2.morphologyEx(hair, cv2.MORPH_CLOSE, _disc(3))
    contours, _ = cv2.findContours(hair, cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
    lines = []
    for contour in contours:
        if cv2.contourArea(contour) < min(_LEAST, 0.5 * hair.sum()):
            continue
        x, y = contour[:, 0].T
        near = {name: _grown(mask, 4)[y, x].mean() for name, mask in found.items()}
        line = gaussian_filter1d(contour[:, 0] + 0.5, _SMOOTHING, axis=0, mode="wrap")
        lines.append((max(near, key=near.__getitem__), line))
    return lines


def strands(mask: np.ndarray, which: str, rng: np.random.Generator) -> list[np.ndarray]:
    """Short curves ``[5, 2]`` along the growth of the hair, in pixels of the view."""
    inner = cv2.erode(mask.astype(np.uint8), np.ones((5, 5), np.uint8))
    rows, columns = np.nonzero(inner)
    if len(rows) == 0:
        return []
    room = 13.0 if which == "beard" else 9.0
    most = int(rng.integers(8, 19) if which == "beard" else rng.integers(5, 10))
    starts: list[np.ndarray] = []
    for index in rng.permutation(len(rows)):
        at = np.array([columns[index], rows[index]]) + 0.5
        if all(np.hypot(*(at - other)) > room for other in starts):
            starts.append(at)
        if len(starts) == most:
            break
    t = np.linspace(0, 1, 5)[:, None]
    curves = []
    for start in starts:
        side = (start[0] - MIDDLE) / REACH
        # Down and a little inwards along the cheeks, straight down at the chin; a moustache
        # grows outwards from below the nose.
        lean = 3.0 * np.clip(2 * side, -1, 1) if which == "moustache" else -0.35 * side
        way = np.array([lean + rng.normal(0, 0.15), 1.0])
        way /= np.hypot(*way)
        length = rng.uniform(8, 16) if which == "beard" else rng.uniform(6, 11)
        across = np.array([-way[1], way[0]]) * length * rng.normal(0, 0.12)
        curve = start + (t - 0.5) * length * way + 4 * t * (1 - t) * across
        x, y = np.clip(curve.astype(int), 0, SIZE - 1).T
        if mask[y, x].all():
            curves.append(curve)
    return curves
