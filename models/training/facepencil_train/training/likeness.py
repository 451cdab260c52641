"""Who made faces are, each by itself and all together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

from ..losses.distribution import FaceMemory
from ..losses.identity import EMBEDDING, FaceIdentity
from .face_taps import DISTRIBUTION_CHANNELS, DISTRIBUTION_LAYERS

KINDS = ("deformed", "aligned")
"""Kinds of sketches. What is off in the faces of one could be made up for in those of another, so
each is compared with the photos by itself."""


class Likeness:
    """Each made face should be who its photo shows, and all of a kind as varied as photos are.

    Parameters
    ----------
    face_models
        Folder of :class:`FaceIdentity`.
    """

    def __init__(self, face_models: Path) -> None:
        self.identity = FaceIdentity(face_models)
        self.memories = nn.ModuleDict(
            {f"distribution_{kind}": FaceMemory(DISTRIBUTION_CHANNELS) for kind in KINDS}
            | {f"people_{kind}": FaceMemory((EMBEDDING,)) for kind in KINDS}
        )

    def terms(
        self,
        pictures: tuple[Tensor, Tensor],
        features: tuple[Sequence[Tensor], Sequence[Tensor]],
        centres: Tensor,
        kinds: Mapping[str, slice],
        step: int,
    ) -> dict[str, Tensor]:
        """The terms ``identity``, ``people`` and ``distribution`` of the objective.

        Parameters
        ----------
        pictures
            Made faces and their photos, ``[B, 3, 256, 256]`` in -1..1.
        features
            Those of both at ``FACE_TAPS``.
        centres
            ``[B, 5, 2]`` canvas pixels; see :func:`~facepencil_train.data.parts.part_centres`.
        kinds
            Which samples have sketches of which of ``KINDS``; none may be of a kind.
        step
            Seeds the directions that are compared along.
        """
        layers = [[_pooled(of[i]) for i in DISTRIBUTION_LAYERS] for of in features]
        made = self.identity(pictures[0], centres)
        with torch.no_grad():
            photos = self.identity(pictures[1], centres)
        there = {kind: which for kind, which in kinds.items() if len(made[which])}
        distribution, people = made.new_zeros(()), made.new_zeros(())
        for kind, which in there.items():
            some = [[layer[which] for layer in of] for of in layers]
            distribution = distribution + self.memories[f"distribution_{kind}"](*some, step)
            embedded = [made[which]], [photos[which]]
            people = people + self.memories[f"people_{kind}"](*embedded, step)
        return {
            "identity": (1 - (made * photos).sum(dim=1)).mean(),
            "people": people / len(there),
            "distribution": distribution / len(there),
        }


def _pooled(features: Tensor) -> Tensor:
    """``[B, C, h, w]`` to float32 ``[B, C]``: the mean over the picture."""
    return features.float().mean(dim=(2, 3))
