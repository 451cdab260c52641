"""Other backgrounds behind the same person.

A sketch says nothing of what is behind the head, so a generator trained on busy photos paints
vague shapes there. A person matted over a calm background teaches that nothing drawn is nothing
there, and that the asked background colour means what it says.
"""

from __future__ import annotations

import cv2
import numpy as np

_BUSY = 18.0
"""Mean deviation of the background's channels, in 0..255, from which a photo counts as busy."""

_CHANCE_BUSY, _CHANCE_CALM = 0.6, 0.1


def busyness(photo: np.ndarray, alpha: np.ndarray) -> float:
    """Mean standard deviation of the background's channels, 0..255; 0 where there is none."""
    behind = photo[alpha < 8]
    return float(behind.std(axis=0).mean()) if len(behind) else 0.0


def foreground(photo: np.ndarray, share: np.ndarray) -> np.ndarray:
    """The person's own colours, carried outwards to where the person is only partly there.

    Parameters
    ----------
    photo
        float32 ``[H, W, 3]``.
    share
        Alpha in 0..1, ``[H, W, 1]``.

    Returns
    -------
    ndarray
        float32 ``[H, W, 3]``: the photo where alpha is 1, the weighted mean of the near person
        elsewhere. Without it the old background shines through the hair's edge.
    """
    weight = share**4
    size = (0, 0)
    sums = cv2.GaussianBlur(photo * weight, size, 3.0)
    weights = cv2.GaussianBlur(weight, size, 3.0)[..., None]
    near = sums / np.maximum(weights, 1e-3)
    certain = np.clip((share - 0.6) / 0.35, 0, 1)
    return photo * certain + near * (1 - certain)


def _backdrop(photo: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A plain, a graded or a blurred background, float32 ``[H, W, 3]``."""
    height, width = photo.shape[:2]
    kind = rng.choice(3, p=(0.5, 0.35, 0.15))
    if kind == 2:
        return cv2.GaussianBlur(photo, (0, 0), rng.uniform(18, 40))
    # Most backdrops of portraits are greyish; some are of any colour.
    grey = rng.uniform(20, 245)
    colour = grey + rng.normal(0, 12 if rng.random() < 0.6 else 60, 3)
    colour = np.clip(colour, 8, 250)
    plain = np.broadcast_to(colour, (height, width, 3)).astype(np.float32)
    if kind == 0:
        return plain
    angle = rng.uniform(0, 2 * np.pi)
    y, x = np.mgrid[0:height, 0:width] / max(height, width) - 0.5
    slope = (np.cos(angle) * x + np.sin(angle) * y)[..., None] * rng.uniform(20, 90)
    return np.clip(plain + slope, 0, 255).astype(np.float32)


def perhaps_exchange(
    photo: np.ndarray, alpha: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, list[int] | None]:
    """With some probability, the person over another background; busy ones oftener.

    Parameters
    ----------
    photo, alpha
        uint8 ``[H, W, 3]`` and ``[H, W]``.
    rng
        Source of all randomness.

    Returns
    -------
    tuple
        The photo and the new background's median colour; the same photo and None if it stays.
    """
    chance = _CHANCE_BUSY if busyness(photo, alpha) > _BUSY else _CHANCE_CALM
    if rng.random() >= chance:
        return photo, None
    share = alpha[..., None].astype(np.float32) / 255
    real = photo.astype(np.float32)
    backdrop = _backdrop(real, rng)
    mixed = foreground(real, share) * share + backdrop * (1 - share)
    behind = backdrop[alpha < 8] if (alpha < 8).any() else backdrop.reshape(-1, 3)
    colour = np.median(behind, axis=0).round().astype(int).tolist()
    return mixed.round().clip(0, 255).astype(np.uint8), colour
