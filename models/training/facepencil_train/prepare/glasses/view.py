"""The eyes of a photo, upright and at one size, and the lines that pass around them."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from ...sketch.stroke import CANVAS
from .. import mesh

WIDTH, HEIGHT = 256, 144
EYES = (128.0, 52.0)
"""The upright view of the eyes that everything is searched in: its size and, in it, the point
halfway between the eyes."""

APART = 88.0
"""Pixels of the view between the middles of the eyes: about what a photo of 512 pixels has."""

ORIENTATIONS = 8

FIRM = 9.0
"""Grey levels at which a line counts half: thin metal and thick plastic shall not differ much."""

_BROW_REST, _LID_REST = 0.6, 0.15
"""What is left of lines in brows, which upper rims often run along, and at lids, which they do
not."""


@dataclass(frozen=True)
class View:
    """The eyes of a photo, upright and at one size.

    Parameters
    ----------
    grey
        float32 ``[144, 256]``, 0..255.
    lines
        float32 ``[8, 144, 256]``, 0..1: how firmly a line or an edge with each of the directions
        ``pi * k / 8`` of its normal passes there.
    matrix
        ``[2, 3]``: canvas pixels to pixels of the view.
    landmarks
        ``[478, 2]`` in pixels of the view.
    """

    grey: np.ndarray
    lines: np.ndarray
    matrix: np.ndarray
    landmarks: np.ndarray

    def to_canvas(self, points: np.ndarray) -> np.ndarray:
        """Points ``[N, 2]`` of the view in canvas pixels."""
        return (points - self.matrix[:, 2]) @ np.linalg.inv(self.matrix[:, :2]).T

    def along(self, points: np.ndarray, normals: np.ndarray, slack: int = 0) -> np.ndarray:
        """How firmly lines pass points ``[..., 2]`` across their normals ``[..., 2]``: 0..1.

        ``slack`` is how many pixels along the normal the line may lie off, for the best of them.
        """
        which = orientation(normals)
        steps = np.arange(-slack, slack + 1)
        at = points[..., None, :] + steps[:, None] * normals[..., None, :]
        x = np.clip(at[..., 0], 0, WIDTH - 1).astype(int)
        y = np.clip(at[..., 1], 0, HEIGHT - 1).astype(int)
        return self.lines[which[..., None], y, x].max(axis=-1)


def orientation(normals: np.ndarray) -> np.ndarray:
    """Which of the orientations of :attr:`View.lines` each normal ``[..., 2]`` has."""
    angle = np.arctan2(normals[..., 1], normals[..., 0])
    return np.round(angle * ORIENTATIONS / np.pi).astype(int) % ORIENTATIONS


def view_of(rgb: np.ndarray, landmarks: np.ndarray) -> View:
    """The view of a photo's eyes.

    Parameters
    ----------
    rgb
        uint8 ``[S, S, 3]``, as large as there is: thin rims are lost at 256 pixels.
    landmarks
        ``[478, 2]`` in canvas pixels.
    """
    left, right = mesh.eye_centres(landmarks)
    across = right - left
    scale = APART / max(np.hypot(*across), 1.0)
    angle = np.arctan2(across[1], across[0])
    turn = scale * np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    shift = np.array(EYES) - turn @ ((left + right) / 2)
    matrix = np.concatenate([turn, shift[:, None]], axis=1)
    factor = rgb.shape[0] / CANVAS
    own = matrix.copy()
    own[:, :2] /= factor
    # OpenCV puts pixel centres on whole numbers; the canvas puts them on halves.
    own[:, 2] += 0.5 * (own[:, 0] + own[:, 1]) - 0.5
    grey = cv2.cvtColor(np.ascontiguousarray(rgb), cv2.COLOR_RGB2GRAY)
    if scale < 0.7 * factor:
        grey = cv2.GaussianBlur(grey, (0, 0), 0.4 * factor / scale)
    grey = cv2.warpAffine(grey, own, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REPLICATE)
    return make_view(grey.astype(np.float32), matrix, landmarks @ turn.T + shift)


def make_view(grey: np.ndarray, matrix: np.ndarray, landmarks: np.ndarray) -> View:
    """A view with its lines, but for those of eyes and brows: they would pass for rims."""
    keep = beside_eyes(landmarks, brows=(_BROW_REST, 3), lids=(_LID_REST, 9))
    lines = line_maps(grey) * cv2.GaussianBlur(keep, (0, 0), 1.0)
    return View(grey, lines, matrix, landmarks)


def beside_eyes(
    landmarks: np.ndarray, brows: tuple[float, int], lids: tuple[float, int]
) -> np.ndarray:
    """A mask of the view, 1 but on brows and lids.

    Parameters
    ----------
    landmarks
        ``[478, 2]`` in pixels of the view.
    brows, lids
        The mask's value on each, and by how many pixels their outlines are drawn.
    """
    keep = np.ones((HEIGHT, WIDTH), np.float32)
    for side in ("left", "right"):
        eye = mesh.EYE_UPPER[side] + mesh.EYE_LOWER[side][::-1]
        for points, (rest, thick) in ((mesh.BROW[side], brows), (eye, lids)):
            shape = [np.round(landmarks[points]).astype(np.int32)]
            cv2.fillPoly(keep, shape, rest)
            cv2.polylines(keep, shape, True, rest, thick)
    return keep


def line_maps(grey: np.ndarray) -> np.ndarray:
    """Edges and thin lines, dark or bright, by the direction of their normal."""
    best = np.zeros((ORIENTATIONS, HEIGHT, WIDTH), np.float32)
    for sigma in (1.0, 2.0):
        smooth = cv2.GaussianBlur(grey, (0, 0), sigma)
        # Scaled so that a step of one grey level weighs alike at both scales.
        gx = sigma * cv2.Sobel(smooth, cv2.CV_32F, 1, 0, ksize=3, scale=1 / 8)
        gy = sigma * cv2.Sobel(smooth, cv2.CV_32F, 0, 1, ksize=3, scale=1 / 8)
        hxx = sigma**2 * cv2.Sobel(smooth, cv2.CV_32F, 2, 0, ksize=3, scale=1 / 4)
        hyy = sigma**2 * cv2.Sobel(smooth, cv2.CV_32F, 0, 2, ksize=3, scale=1 / 4)
        hxy = sigma**2 * cv2.Sobel(smooth, cv2.CV_32F, 1, 1, ksize=3, scale=1 / 4)
        for k in range(ORIENTATIONS // 2):
            c, s = np.cos(np.pi * k / ORIENTATIONS), np.sin(np.pi * k / ORIENTATIONS)
            edges = np.abs(c * gx + s * gy), np.abs(c * gy - s * gx)
            twist = 2 * c * s * hxy
            ridges = (
                np.abs(c * c * hxx + twist + s * s * hyy),
                np.abs(s * s * hxx - twist + c * c * hyy),
            )
            here, there = (np.maximum(e, r) for e, r in zip(edges, ridges, strict=True))
            # What is as strong along the line as across it is texture, a corner or a spot.
            for which, value in (
                (k, here - 0.8 * there),
                (k + ORIENTATIONS // 2, there - 0.8 * here),
            ):
                np.maximum(best[which], value, out=best[which])
    return best / (best + FIRM)
