"""The vector stroke that every stage of the data path passes on."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

CANVAS = 256
"""Side of the model's canvas in pixels; all stroke coordinates use it."""

OUTLINE_LAYER = 0
DETAIL_LAYER = 1


@dataclass(frozen=True)
class Stroke:
    """One polyline of a sketch.

    Parameters
    ----------
    name
        What the stroke draws, for example ``"jaw"`` or ``"eye_upper_left"``.
    points
        Float array ``[N, 2]``: x right, y down, in canvas pixels.
    closed
        Whether the last point joins the first.
    layer
        ``OUTLINE_LAYER`` for boundaries and features, ``DETAIL_LAYER`` for strands, folds, teeth.
    """

    name: str
    points: np.ndarray
    closed: bool = False
    layer: int = field(default=OUTLINE_LAYER)

    def polyline(self) -> np.ndarray:
        """The points with the closing one repeated: ``[N or N + 1, 2]``."""
        if self.closed and len(self.points) > 2:
            return np.concatenate([self.points, self.points[:1]])
        return self.points

    def with_points(self, points: np.ndarray, closed: bool | None = None) -> Stroke:
        """The same stroke with other points."""
        return Stroke(self.name, points, self.closed if closed is None else closed, self.layer)

    def to_json(self) -> dict:
        """A JSON object; coordinates rounded to a tenth of a pixel."""
        return {
            "name": self.name,
            "layer": self.layer,
            "closed": self.closed,
            "points": np.round(self.points, 1).tolist(),
        }

    @staticmethod
    def from_json(record: dict) -> Stroke:
        """The inverse of :meth:`to_json`."""
        return Stroke(
            record["name"],
            np.asarray(record["points"], np.float32).reshape(-1, 2),
            record["closed"],
            record["layer"],
        )


def arc_length(points: np.ndarray) -> np.ndarray:
    """Distance along a polyline at each of its points: ``[N]``, starting at 0."""
    steps = np.hypot(*np.diff(points, axis=0).T)
    return np.concatenate([[0.0], np.cumsum(steps)])


def resample(points: np.ndarray, spacing: float, minimum: int = 2) -> np.ndarray:
    """A polyline with points at equal distances of about ``spacing`` pixels.

    Parameters
    ----------
    points
        ``[N, 2]``, at least one point.
    spacing
        Wanted distance between points, in pixels.
    minimum
        Fewest points of the result.
    """
    along = arc_length(points)
    if along[-1] <= 0:
        return np.repeat(points[:1], minimum, axis=0).astype(np.float64)
    count = max(minimum, round(along[-1] / spacing) + 1)
    at = np.linspace(0.0, along[-1], count)
    return np.stack([np.interp(at, along, points[:, axis]) for axis in (0, 1)], axis=1)
