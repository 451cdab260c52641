"""Colour differences as people see them."""

from __future__ import annotations

import numpy as np

_WHITE_D65 = np.array([0.95047, 1.0, 1.08883])
_RGB_TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)


def srgb_to_lab(rgb: np.ndarray) -> np.ndarray:
    """Colours in CIE L*a*b* (D65, 2 degrees).

    Parameters
    ----------
    rgb
        sRGB in 0..255, shape ``[..., 3]``.

    Returns
    -------
    ndarray
        float64 ``[..., 3]``, L* in 0..100.
    """
    encoded = np.asarray(rgb, np.float64) / 255
    linear = np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)
    relative = linear @ _RGB_TO_XYZ.T / _WHITE_D65
    dark = 6 / 29
    f = np.where(relative > dark**3, np.cbrt(relative), relative / (3 * dark**2) + 4 / 29)
    x, y, z = f[..., 0], f[..., 1], f[..., 2]
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


def delta_e_2000(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """CIEDE2000 difference of colours in L*a*b*.

    Written after Sharma, Wu, Dalal 2005, "The CIEDE2000 Color-Difference Formula" (Color Research
    and Application 30(1), doi 10.1002/col.20070), with all weights 1. About 1 is just visible,
    2 to 3 is seen side by side, over 10 is another colour.

    Parameters
    ----------
    a, b
        L*a*b*, shape ``[..., 3]``.

    Returns
    -------
    ndarray
        Differences ``[...]``.
    """
    lightness_a, green_red_a, blue_yellow_a = np.moveaxis(np.asarray(a, np.float64), -1, 0)
    lightness_b, green_red_b, blue_yellow_b = np.moveaxis(np.asarray(b, np.float64), -1, 0)
    mean_chroma = (np.hypot(green_red_a, blue_yellow_a) + np.hypot(green_red_b, blue_yellow_b)) / 2
    stretch = 1 + 0.5 * (1 - _vividness(mean_chroma))
    chroma_a = np.hypot(stretch * green_red_a, blue_yellow_a)
    chroma_b = np.hypot(stretch * green_red_b, blue_yellow_b)
    hue_a = np.degrees(np.arctan2(blue_yellow_a, stretch * green_red_a)) % 360
    hue_b = np.degrees(np.arctan2(blue_yellow_b, stretch * green_red_b)) % 360

    grey = chroma_a * chroma_b == 0
    turn = hue_b - hue_a
    apart = np.abs(turn) > 180
    turn = np.where(grey, 0, np.where(apart, turn - 360 * np.sign(turn), turn))
    hue = hue_a + hue_b
    mean_hue = np.where(grey, hue, np.where(apart, hue + np.where(hue < 360, 360, -360), hue) / 2)

    chroma = (chroma_a + chroma_b) / 2
    lightness = ((lightness_a + lightness_b) / 2 - 50) ** 2
    hue_weight = (
        1
        - 0.17 * _cos(mean_hue - 30)
        + 0.24 * _cos(2 * mean_hue)
        + 0.32 * _cos(3 * mean_hue + 6)
        - 0.20 * _cos(4 * mean_hue - 63)
    )
    light_term = (lightness_b - lightness_a) / (1 + 0.015 * lightness / np.sqrt(20 + lightness))
    chroma_term = (chroma_b - chroma_a) / (1 + 0.045 * chroma)
    hue_difference = 2 * np.sqrt(chroma_a * chroma_b) * np.sin(np.radians(turn / 2))
    hue_term = hue_difference / (1 + 0.015 * chroma * hue_weight)
    twist = np.radians(60 * np.exp(-(((mean_hue - 275) / 25) ** 2)))
    rotation = -np.sin(twist) * 2 * _vividness(chroma)
    return np.sqrt(light_term**2 + chroma_term**2 + hue_term**2 + rotation * chroma_term * hue_term)


def srgb_difference(a: np.ndarray, b: np.ndarray) -> float:
    """CIEDE2000 difference of two sRGB colours in 0..255, each ``[3]``."""
    return float(delta_e_2000(srgb_to_lab(a), srgb_to_lab(b)))


def _vividness(chroma: np.ndarray) -> np.ndarray:
    return np.sqrt(chroma**7 / (chroma**7 + 25.0**7))


def _cos(degrees: np.ndarray) -> np.ndarray:
    return np.cos(np.radians(degrees))
