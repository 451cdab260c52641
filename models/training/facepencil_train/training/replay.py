"""Made parts of earlier steps, for discriminators that would forget them.

A generator that is told what is wrong today drops it and does another wrong thing tomorrow, and
discriminators that see today's faces only run after it. Shown older ones too, they have to learn
what all made faces have in common (Shrivastava et al., "Learning from Simulated and Unsupervised
Images through Adversarial Training", CVPR 2017, section 2.3).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from ..data.parts import PARTS
from ..networks.parts import SIDE


class PartHistory(nn.Module):
    """Keeps cut-outs of made faces and gives some of them back.

    Each step one face of the batch takes a random place, so what is kept reaches back ``size``
    steps in the mean.

    Parameters
    ----------
    size
        Faces kept.
    """

    def __init__(self, size: int = 512) -> None:
        super().__init__()
        self.size = size
        shape = (size, len(PARTS), 3, SIDE, SIDE)
        self.register_buffer("cuts", torch.zeros(shape, dtype=torch.uint8))
        self.register_buffer("count", torch.zeros((), dtype=torch.long))

    @torch.no_grad()
    def recall(self, cuts: Tensor) -> Tensor:
        """As many older faces as there are new ones; the new ones themselves at the start.

        Parameters
        ----------
        cuts
            ``[B, 5, 3, 64, 64]`` in -1..1, see :func:`~facepencil_train.networks.parts.cut_parts`.
        """
        known = min(int(self.count), self.size)
        if known < len(cuts):
            return cuts
        chosen = torch.randperm(known)[: len(cuts)]
        return (self.cuts[chosen].to(cuts.dtype) / 127.5 - 1).to(cuts.device)

    @torch.no_grad()
    def remember(self, cuts: Tensor) -> None:
        """Keep one of the faces, or all as long as there is room for them."""
        known = min(int(self.count), self.size)
        kept = cuts if known + len(cuts) <= self.size else cuts[:1]
        full = known + len(kept) > self.size
        places = torch.randint(self.size, (1,)) if full else known + torch.arange(len(kept))
        self.cuts[places] = ((kept.float() + 1) * 127.5).round().clamp(0, 255).to(torch.uint8)
        self.count += len(kept)
