"""How far the landmarks of a made face lie from those it was asked for."""

from __future__ import annotations

import numpy as np

from ..prepare.mesh import MESH_POINTS, OUTER_EYES


def landmark_error(found: np.ndarray, wanted: np.ndarray) -> float:
    """Mean distance of the 468 mesh points over the distance of the outer eye corners.

    Parameters
    ----------
    found, wanted
        Face mesh points ``[>=468, 2]`` in pixels of pictures of the same size; what follows the
        468 mesh points (the irises) is not counted.

    Returns
    -------
    float
        A fraction of the distance of the outer eye corners in ``wanted``.

    Raises
    ------
    ValueError
        If points are missing, or the eyes in ``wanted`` coincide.
    """
    found, wanted = np.asarray(found, np.float64), np.asarray(wanted, np.float64)
    if len(found) < MESH_POINTS or len(wanted) < MESH_POINTS:
        raise ValueError(f"need {MESH_POINTS} mesh points, not {len(found)} and {len(wanted)}")
    left, right = wanted[list(OUTER_EYES), :2]
    between_eyes = np.linalg.norm(right - left)
    if between_eyes == 0:
        raise ValueError("the outer eye corners coincide")
    apart = found[:MESH_POINTS, :2] - wanted[:MESH_POINTS, :2]
    return float(np.linalg.norm(apart, axis=1).mean() / between_eyes)
