"""The lower face of a photo, straightened, and how each place differs from the cheeks' skin."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from ...sketch.stroke import CANVAS
from .. import mesh

SIZE = 160
"""Side of the view in pixels."""

MIDDLE, NOSE, CHIN, REACH = 80.0, 40.0, 124.0, 66.0
"""In the view: the column of the midline, the rows of nose base and chin, and how far from the
midline the ears lie. Turned and bowed heads are stretched to that on either side."""

CHANNELS = 4
"""Of the view's differences: darker, less red, less yellow, rougher."""

_SHORTEST = 6.0
"""Canvas pixels that each half of a face is taken to be wide at least."""

_CHEEK = (slice(2, 26), slice(22, 44))
"""Rows of the cheeks and how far from the midline their columns are: no beard grows there."""


@dataclass(frozen=True)
class View:
    """The lower face of a photo, straightened.

    Parameters
    ----------
    differences
        float32 ``[4, 160, 160]``: how much darker, less red, less yellow and rougher a place is
        than the skin of the cheeks, each in about -1..1.
    axes
        ``[4, 2]`` canvas pixels: the nose base, and from there to the ear on the picture's left,
        to that on its right and to the chin.
    landmarks
        ``[478, 2]`` in pixels of the view.
    """

    differences: np.ndarray
    axes: np.ndarray
    landmarks: np.ndarray

    def to_canvas(self, points: np.ndarray) -> np.ndarray:
        """Points ``[..., 2]`` of the view in canvas pixels."""
        return _to_canvas(points, self.axes)


def _to_canvas(points: np.ndarray, axes: np.ndarray) -> np.ndarray:
    across = (points[..., :1] - MIDDLE) / REACH
    down = (points[..., 1:] - NOSE) / (CHIN - NOSE)
    sides = np.maximum(-across, 0) * axes[1] + np.maximum(across, 0) * axes[2]
    return axes[0] + sides + down * axes[3]


def _from_canvas(points: np.ndarray, axes: np.ndarray) -> np.ndarray:
    found = []
    for sign, side in ((-1, axes[1]), (1, axes[2])):
        across, down = np.linalg.solve(
            np.stack([sign * side, axes[3]], axis=1), (points - axes[0]).T
        )
        found.append((across, down))
    (left, down_left), (right, down_right) = found
    on_left = left < 0
    x = MIDDLE + REACH * np.where(on_left, left, right)
    y = NOSE + (CHIN - NOSE) * np.where(on_left, down_left, down_right)
    return np.stack([x, y], axis=1)


def axes_of(landmarks: np.ndarray) -> np.ndarray:
    """:attr:`View.axes` of a face's landmarks."""
    nose, chin = landmarks[mesh.NOSE_BASE], landmarks[mesh.CHIN]
    down = chin - nose
    down = down * max(1.0, _SHORTEST / max(np.hypot(*down), 1e-6))
    straight = np.array([down[1], -down[0]]) / np.hypot(*down)
    sides = []
    for sign, index in zip((-1, 1), mesh.LOW_EARS, strict=True):
        side = landmarks[index] - nose
        # A far side that is turned away has no width left; it must not fold over.
        lack = _SHORTEST - sign * side @ straight
        sides.append(side + sign * max(lack, 0.0) * straight)
    return np.stack([nose, *sides, down])


def view_of(rgb: np.ndarray, landmarks: np.ndarray) -> View:
    """The view of a photo's lower face.

    Parameters
    ----------
    rgb
        uint8 ``[S, S, 3]``, as large as there is: hair is rougher than skin.
    landmarks
        ``[478, 2]`` in canvas pixels.
    """
    axes = axes_of(landmarks)
    y, x = np.mgrid[:SIZE, :SIZE].astype(np.float32) + 0.5
    factor = rgb.shape[0] / CANVAS
    own = (_to_canvas(np.stack([x, y], axis=-1), axes) * factor - 0.5).astype(np.float32)
    shrink = factor * np.hypot(*axes[3]) / (CHIN - NOSE)
    if shrink > 1.4:
        rgb = cv2.GaussianBlur(rgb, (0, 0), 0.4 * shrink)
    straight = cv2.remap(rgb, own, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return View(_differences(straight), axes, _from_canvas(landmarks, axes))


def _differences(rgb: np.ndarray) -> np.ndarray:
    lab = cv2.cvtColor(rgb, cv2.COLOR_RGB2LAB).astype(np.float32)
    light = lab[..., 0]
    fine = light - cv2.GaussianBlur(light, (0, 0), 2.0)
    rough = np.sqrt(cv2.GaussianBlur(fine * fine, (0, 0), 4.0))
    maps = np.dstack([cv2.GaussianBlur(lab, (0, 0), 1.5), rough])
    rows, off = _CHEEK
    middle = int(MIDDLE)
    left = np.median(maps[rows, middle - off.stop : middle - off.start].reshape(-1, 4), axis=0)
    right = np.median(maps[rows, middle + off.start : middle + off.stop].reshape(-1, 4), axis=0)
    # Light from one side: what is skin changes from cheek to cheek.
    share = np.clip((np.arange(SIZE) + 0.5 - MIDDLE) / (off.start + off.stop) + 0.5, 0, 1)
    skin = left + share[:, None] * (right - left)
    lightness = np.maximum(skin[:, 0], 20)
    return np.stack(
        [
            (skin[:, 0] - maps[..., 0]) / lightness,
            (skin[:, 1] - maps[..., 1]) / 20,
            (skin[:, 2] - maps[..., 2]) / 20,
            10 * (maps[..., 3] - skin[:, 3]) / lightness,
        ]
    ).astype(np.float32)
