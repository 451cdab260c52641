"""What looks are measured in: who a face is, and what its eyes and its middle look like."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor

from ..losses.identity import EMBEDDING, FaceIdentity
from ..losses.mobilenet import FaceMobileNet
from ..training.face_taps import FACE_INPUT, FACE_TAPS
from ..training.face_views import View, seen

_WHO = "people"

_SEEN = (
    (View.EYES, ((1, 128, 1.0), (2, 256, 1.0), (4, 512, 0.7))),
    (View.CLOSE, ((2, 256, 0.5), (4, 512, 0.5))),
)
"""Views, and of each the layers (indices into ``FACE_TAPS``), their channels and weights: eyes are
what a look is seen by."""

BLOCKS: dict[str, tuple[int, float]] = {_WHO: (EMBEDDING, 1.0)} | {
    f"{view}_{layer}": (channels, weight)
    for view, layers in _SEEN
    for layer, channels, weight in layers
}
"""Columns of the features in their order: how many, and how much they count."""


class LookFeatures:
    """Features of faces, photos or made.

    Parameters
    ----------
    face_models
        Folder of the frozen face networks.
    """

    def __init__(self, face_models: Path) -> None:
        self._identity = FaceIdentity(face_models)
        self._face = FaceMobileNet(face_models, FACE_INPUT).to(memory_format=torch.channels_last)

    @torch.no_grad()
    def __call__(self, rgb: Tensor, centres: Tensor) -> Tensor:
        """Faces ``[B, 3, H, W]`` in -1..1 and their parts to float32 ``[B, columns]``.

        ``centres`` ``[B, 5, 2]`` pixels; see :func:`~facepencil_train.data.parts.part_centres`.
        """
        columns = [self._identity(rgb, centres)]
        for view, layers in _SEEN:
            features = self._face(seen(view, rgb, centres) * 0.5 + 0.5, FACE_TAPS)
            columns += [features[layer].float().mean(dim=(2, 3)) for layer, _, _ in layers]
        return torch.cat(columns, dim=1)
