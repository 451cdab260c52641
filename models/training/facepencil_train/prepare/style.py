"""Style: the colours of a photo that its sketch does not say."""

from __future__ import annotations

import cv2
import numpy as np

from .parsing import Label

REGIONS = ("skin", "hair", "background", "clothing")
"""Order of the colours in the style vector."""

_LABEL = {
    "skin": Label.SKIN,
    "hair": Label.HAIR,
    "background": Label.BACKGROUND,
    "clothing": Label.CLOTHING,
}
_FEWEST_PIXELS = 80


def measure_style(rgb: np.ndarray, labels: np.ndarray) -> dict[str, list[int] | None]:
    """Median sRGB colour of each region, None where the region is not seen.

    Parameters
    ----------
    rgb
        uint8 ``[H, W, 3]``.
    labels
        uint8 ``[H, W]``, values of :class:`Label`.
    """
    result: dict[str, list[int] | None] = {}
    kernel = np.ones((5, 5), np.uint8)
    for region in REGIONS:
        mask = (labels == _LABEL[region]).astype(np.uint8)
        core = cv2.erode(mask, kernel)  # Soft edges carry the neighbour's colour.
        chosen = core if core.sum() >= _FEWEST_PIXELS else mask
        if chosen.sum() < _FEWEST_PIXELS:
            result[region] = None
        else:
            result[region] = [int(v) for v in np.median(rgb[chosen > 0], axis=0)]
    return result
