"""What the frozen networks see in pictures, and which pictures discriminators are shown."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

_STRAYS = 2
"""One made picture of so many that discriminators see is the generator's own, so that it never
strays where none of them looks; the others are its average's."""


@dataclass
class Seen:
    """RGB pictures ``[B, 3, 256, 256]`` and what the two face networks see in them."""

    rgb: Tensor
    face: list[Tensor]
    identity: list[Tensor]


def mixed(own: Seen, average: Seen, step: int) -> Seen:
    """What discriminators see of G_m: some pictures of its own, the others its average's.

    They are of the same sketches; which are whose changes with every step. No gradient passes.
    """
    stray = torch.arange(len(own.rgb)) % _STRAYS == step % _STRAYS

    def one(mine: Tensor, averages: Tensor) -> Tensor:
        return torch.where(stray[:, None, None, None], mine.detach().to(averages.dtype), averages)

    def each(mine: list[Tensor], averages: list[Tensor]) -> list[Tensor]:
        return [one(*pair) for pair in zip(mine, averages, strict=True)]

    return Seen(
        one(own.rgb, average.rgb),
        each(own.face, average.face),
        each(own.identity, average.identity),
    )
