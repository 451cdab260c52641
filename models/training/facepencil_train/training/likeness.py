"""Who made faces are, each by itself and all together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

from ..losses.distribution import FaceMemory
from ..losses.identity import EMBEDDING, FaceIdentity
from .face_taps import DISTRIBUTION_CHANNELS, DISTRIBUTION_LAYERS
from .face_views import View

KINDS = ("deformed", "aligned")
"""Kinds of sketches. What is off in the faces of one could be made up for in those of another, so
each is compared with the photos by itself."""

Kinds = Mapping[str, Tensor]
"""Indices of the samples of each kind that are compared."""


def kinds_of(first_aligned: int, simple: Tensor) -> Kinds:
    """The samples of a batch that are compared as sets: the simple ones of each kind.

    Sketches that are drawn by chance give faces that vary by chance, and would let faces of simple
    ones pass that are all a little the same.

    Parameters
    ----------
    first_aligned
        How many of the batch, at its beginning, are deformed.
    simple
        bool ``[B]``; see :class:`~facepencil_train.data.sample.Sample`.
    """
    aligned = torch.arange(len(simple)) >= first_aligned
    masks = {"deformed": ~aligned & simple, "aligned": aligned & simple}
    return {kind: mask.nonzero()[:, 0] for kind, mask in masks.items()}


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
            {f"{view}_{kind}": FaceMemory(DISTRIBUTION_CHANNELS) for view in View for kind in KINDS}
            | {f"people_{kind}": FaceMemory((EMBEDDING,)) for kind in KINDS}
        )

    def terms(
        self,
        seen: tuple[Sequence[Tensor], Sequence[Tensor], Sequence[Tensor]],
        kinds: Kinds,
        step: int,
    ) -> dict[str, Tensor]:
        """The terms ``identity`` and ``people`` of the objective.

        Parameters
        ----------
        seen
            What :attr:`identity` sees in made faces, in what the average makes of the same
            sketches, and in their photos.
        kinds
            See :func:`kinds_of`; none may be of a kind.
        step
            Seeds the directions that are compared along.
        """
        made, averages, photos = (self.identity.embed(of) for of in seen)
        return {
            "identity": (1 - (made * photos).sum(dim=1)).mean(),
            "people": self._compared("people", ([made], [averages], [photos]), kinds, step),
        }

    def distribution(
        self,
        features: tuple[Sequence[Tensor], Sequence[Tensor], Sequence[Tensor]],
        view: View,
        kinds: Kinds,
        step: int,
    ) -> Tensor:
        """The term of that name: as ``people``, of features at ``FACE_TAPS``."""
        made, averages, photos = ([_pooled(of[i]) for i in DISTRIBUTION_LAYERS] for of in features)
        return self._compared(view, (made, averages, photos), kinds, step)

    def _compared(
        self,
        name: str,
        sets: tuple[list[Tensor], list[Tensor], list[Tensor]],
        kinds: Kinds,
        step: int,
    ) -> Tensor:
        terms = [
            self.memories[f"{name}_{kind}"](*([layer[which] for layer in of] for of in sets), step)
            for kind, which in kinds.items()
            if len(sets[0][0][which])
        ]
        return torch.stack(terms).mean() if terms else sets[0][0].new_zeros(())


def _pooled(features: Tensor) -> Tensor:
    """``[B, C, h, w]`` to float32 ``[B, C]``: the mean over the picture."""
    return features.float().mean(dim=(2, 3))
