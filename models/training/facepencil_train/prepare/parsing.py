"""Label maps: background, skin, hair and clothing from matte, landmarks and colour.

No parsing network is needed on portraits: the cheeks say what this person's skin looks like,
GrabCut (Rother et al., SIGGRAPH 2004) grows the hair from above the forehead, and what is left
of the person below the chin and far from skin is clothing.
"""

from __future__ import annotations

from enum import IntEnum

import cv2
import numpy as np

from . import mesh


class Label(IntEnum):
    """Values of a label map."""

    BACKGROUND = 0
    SKIN = 1
    HAIR = 2
    CLOTHING = 3


_HAIR_SKIN_DISTANCE = 2.2
_CLOTHING_SKIN_DISTANCE = 2.8
_NECK_LIGHTNESS_VARIANCE = 2500.0


def skin_distance(
    rgb: np.ndarray, landmarks: np.ndarray, lightness_variance: float = 200.0
) -> np.ndarray:
    """Mahalanobis distance of every pixel's Lab colour to this person's skin.

    Parameters
    ----------
    rgb
        uint8 ``[H, W, 3]``.
    landmarks
        ``[478, 2]`` in pixels of ``rgb``.
    lightness_variance
        Added to the variance of L (0..255): how much shading is still this skin.

    Returns
    -------
    np.ndarray
        Float32 ``[H, W]``; about 1 on skin.
    """
    lab = cv2.cvtColor(rgb, cv2.COLOR_RGB2LAB).astype(np.float32)
    discs = np.zeros(rgb.shape[:2], np.uint8)
    radius = max(2, rgb.shape[0] // 64)
    for x, y in landmarks[mesh.CHEEKS]:
        cv2.circle(discs, (int(x), int(y)), radius, 1, -1)
    samples = lab[discs > 0]
    # Shading varies more than the discs show, so every axis gets a floor.
    covariance = np.cov(samples.T) + np.diag([lightness_variance, 12.0, 12.0])
    inverse = np.linalg.inv(covariance)
    offset = lab - np.median(samples, axis=0)
    return np.sqrt(np.einsum("hwc,cd,hwd->hw", offset, inverse, offset)).astype(np.float32)


def _fill(shape: tuple[int, int], points: np.ndarray) -> np.ndarray:
    mask = np.zeros(shape, np.uint8)
    cv2.fillPoly(mask, [np.round(points).astype(np.int32)], 1)
    return mask > 0


def _touching(mask: np.ndarray, seed: np.ndarray, smallest: int) -> np.ndarray:
    """The connected components of a mask that touch the seed and are not specks."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), None, None, 4)
    touched = np.zeros(count, bool)
    touched[np.unique(labels[seed & mask])] = True
    touched &= stats[:, cv2.CC_STAT_AREA] >= smallest
    touched[0] = False
    return touched[labels]


def _hair(
    rgb: np.ndarray, person: np.ndarray, landmarks: np.ndarray, distance: np.ndarray
) -> np.ndarray:
    """Where hair is: GrabCut seeded above the forehead and beside the face."""
    height, width = person.shape
    rows = np.arange(height)[:, None] + np.zeros((1, width))
    columns = np.arange(width)[None, :] + np.zeros((height, 1))
    oval = _fill(person.shape, landmarks[mesh.FACE_OVAL])
    top, chin = landmarks[mesh.FOREHEAD, 1], landmarks[mesh.CHIN, 1]
    face_height = chin - top
    brows = landmarks[mesh.BROW["left"] + mesh.BROW["right"], 1].min()
    left, right = landmarks[mesh.FACE_OVAL, 0].min(), landmarks[mesh.FACE_OVAL, 0].max()
    unlike_skin = distance > _HAIR_SKIN_DISTANCE
    sure = person & ~oval & (rows < top) & unlike_skin
    beside_brows = person & ~oval & (rows < brows + 0.1 * face_height)
    beside = (columns < left) | (columns > right)
    beside_face = person & ~oval & beside & (rows < chin + 0.5 * face_height) & unlike_skin
    inner = _fill(
        person.shape,
        landmarks[mesh.FACE_OVAL].mean(axis=0)
        + 0.82 * (landmarks[mesh.FACE_OVAL] - landmarks[mesh.FACE_OVAL].mean(axis=0)),
    )
    if sure.sum() < 30:
        return np.zeros_like(person)
    mask = np.full(person.shape, cv2.GC_PR_BGD, np.uint8)
    mask[(beside_brows & unlike_skin) | beside_face] = cv2.GC_PR_FGD
    mask[sure] = cv2.GC_FGD
    mask[~person] = cv2.GC_BGD
    mask[inner] = cv2.GC_BGD
    mask[~unlike_skin & ((rows > chin) | oval)] = cv2.GC_BGD
    cv2.setRNGSeed(0)  # GrabCut clusters at random; the same photo gives the same record.
    try:
        models = np.zeros((1, 65)), np.zeros((1, 65))
        cv2.grabCut(rgb[..., ::-1].copy(), mask, None, *models, 3, cv2.GC_INIT_WITH_MASK)
    except cv2.error:
        return sure
    hair = ((mask == cv2.GC_FGD) | (mask == cv2.GC_PR_FGD)) & person
    hair = cv2.morphologyEx(hair.astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)) > 0
    upper = rows < top + 0.5 * face_height
    return _touching(hair, upper & ~inner, smallest=60)


def parse(rgb: np.ndarray, alpha: np.ndarray, landmarks: np.ndarray) -> np.ndarray:
    """Label every pixel of a portrait.

    Parameters
    ----------
    rgb
        uint8 ``[H, W, 3]``.
    alpha
        Person matte, float ``[H, W]`` in 0..1.
    landmarks
        ``[478, 2]`` in pixels of ``rgb``.

    Returns
    -------
    np.ndarray
        uint8 ``[H, W]`` with values of :class:`Label`.
    """
    person = alpha > 0.5
    count, labels, stats, _ = cv2.connectedComponentsWithStats(person.astype(np.uint8))
    if count > 2:
        # The matte has false islands near the shoulders; the person is the largest part.
        person = labels == 1 + np.argmax(stats[1:, cv2.CC_STAT_AREA])
    oval = _fill(person.shape, landmarks[mesh.FACE_OVAL])
    person |= oval
    distance = skin_distance(rgb, landmarks)
    hair = _hair(rgb, person, landmarks, distance)
    height = person.shape[0]
    rows = np.arange(height)[:, None] + np.zeros((1, person.shape[1]))
    chin = landmarks[mesh.CHIN, 1]
    # The neck lies in the chin's shadow: there only hue and chroma tell skin from cloth.
    shaded = skin_distance(rgb, landmarks, _NECK_LIGHTNESS_VARIANCE)
    unlike_skin = cv2.blur(shaded, (5, 5)) > _CLOTHING_SKIN_DISTANCE
    clothing = person & ~hair & ~oval & (rows > chin - 0.02 * height) & unlike_skin
    kernel = np.ones((5, 5), np.uint8)
    clothing = cv2.morphologyEx(clothing.astype(np.uint8), cv2.MORPH_CLOSE, kernel) > 0
    clothing &= person & ~hair & ~oval
    clothing = _touching(clothing, rows >= height - 2, smallest=100)
    result = np.zeros(person.shape, np.uint8)
    result[person] = Label.SKIN
    result[hair] = Label.HAIR
    result[clothing] = Label.CLOTHING
    return _smooth(result)


def _smooth(labels: np.ndarray) -> np.ndarray:
    """Majority label under a small Gaussian, so that boundaries are lines and not noise."""
    votes = np.stack(
        [cv2.GaussianBlur((labels == v).astype(np.float32), (0, 0), 1.5) for v in Label]
    )
    smooth = votes.argmax(axis=0).astype(np.uint8)
    for value in Label:
        _, parts, stats, _ = cv2.connectedComponentsWithStats(
            (smooth == value).astype(np.uint8), None, None, 4
        )
        small = np.flatnonzero(stats[:, cv2.CC_STAT_AREA] < 50)
        for part in small[small > 0]:
            where = parts == part
            ring = cv2.dilate(where.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
            around = smooth[ring & ~where]
            if len(around):
                smooth[where] = np.bincount(around).argmax()
    return smooth
