"""Face features of whole pictures and at the parts of faces, as one vector a face."""

from __future__ import annotations

from torch import Tensor
from torch.nn import functional as F

from ..data.parts import PARTS
from ..sketch.stroke import CANVAS

PLACES = (
    (PARTS.index("first eye"), PARTS.index("second eye")),
    (PARTS.index("nose"),),
    (PARTS.index("mouth"),),
)
"""What is looked at by itself; of both eyes the mean."""

WINDOW = 56
"""Canvas pixels around a place that its features are the mean of, at most."""


def pooled(features: Tensor) -> Tensor:
    """``[B, C, h, w]`` to float32 ``[B, C]``: the mean over the picture."""
    return features.float().mean(dim=(2, 3))


def pooled_at(features: Tensor, centres: Tensor) -> list[Tensor]:
    """The means around each of ``PLACES``.

    Parameters
    ----------
    features
        ``[B, C, h, w]`` of whole canvases.
    centres
        ``[B, 5, 2]`` canvas pixels; see :func:`~facepencil_train.data.parts.part_centres`.

    Returns
    -------
    list of Tensor
        float32 ``[B, C]`` for each place; outside of the picture its edge counts.
    """
    cells = int(WINDOW * features.shape[-1] / CANVAS)
    window = max(1, cells - 1 + cells % 2)  # Odd, so that it has a middle.
    edged = F.pad(features.float(), (window // 2,) * 4, mode="replicate")
    means = F.avg_pool2d(edged, window, stride=1)
    grid = (centres * (2 / CANVAS) - 1)[:, :, None]
    at = F.grid_sample(means, grid, padding_mode="border", align_corners=False)[..., 0]
    return [at[:, :, list(parts)].mean(dim=2) for parts in PLACES]
