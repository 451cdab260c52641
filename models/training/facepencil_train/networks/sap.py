"""Spatial attention pooling (DeepFacePencil, section 3.3).

A stroke drawn some pixels off should still say "about here is an edge". Max-pooling the ink by
growing windows widens the strokes; learned attention then chooses, place by place, how much
tolerance each stroke gets. The paper convolves every pooled copy at full resolution with 13x13
attention kernels (most of its 441 GFLOP). Here the copies are folded to 64x64 first
(space-to-depth by 4), which keeps every bit of them and costs a thousandth.

Beyond the paper, the faithfulness that was asked for leans the attention: rough lines are looked
at through wider windows everywhere, careful ones as they are drawn.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .blocks import SLOPE

BRANCHES = (1, 5, 9, 13)
"""Window sides of the max-pools, in canvas pixels; 1 is the ink as drawn."""

FOLD = 4

_LEAN = 1.5
"""Of the logits of the narrowest and the widest window at full and at no faithfulness, at first."""


def pool_ink(ink: Tensor, window: int) -> Tensor:
    """Stride-1 max-pool, k x 1 then 1 x k; ``[B, 1, H, W]`` to the same shape."""
    if window == 1:
        return ink
    pad = window // 2
    tall = F.max_pool2d(ink, (window, 1), 1, (pad, 0))
    return F.max_pool2d(tall, (1, window), 1, (0, pad))


class SpatialAttentionPooling(nn.Module):
    """Max-pooled copies of the ink, mixed per place by learned attention.

    Parameters
    ----------
    channels
        Channels of the result.
    """

    def __init__(self, channels: int) -> None:
        super().__init__()
        folded = FOLD * FOLD
        self.fold = nn.PixelUnshuffle(FOLD)
        self.branches = nn.ModuleList(nn.Conv2d(folded, channels, 3, padding=1) for _ in BRANCHES)
        self.attention = nn.Sequential(
            nn.Conv2d(folded * len(BRANCHES), 16, 3, padding=1),
            nn.LeakyReLU(SLOPE, inplace=True),
            nn.Conv2d(16, 16, 3, padding=1),
            nn.LeakyReLU(SLOPE, inplace=True),
            nn.Conv2d(16, len(BRANCHES), 3, padding=1),
        )
        self.lean = nn.Parameter(torch.linspace(_LEAN, -_LEAN, len(BRANCHES)))

    def forward(self, ink: Tensor, faithfulness: Tensor) -> Tensor:
        """``[B, 1, H, W]`` and ``[B, 1]`` in 0..1 to ``[B, channels, H / 4, W / 4]``."""
        copies = [self.fold(pool_ink(ink, window)) for window in BRANCHES]
        logits = self.attention(torch.cat(copies, dim=1))
        lean = (faithfulness * 2 - 1) * self.lean
        weights = (logits + lean[:, :, None, None]).softmax(dim=1)
        mixed = None
        for index, (branch, copy) in enumerate(zip(self.branches, copies, strict=True)):
            part = branch(copy) * weights[:, index : index + 1]
            mixed = part if mixed is None else mixed + part
        return mixed


class PlainFold(nn.Module):
    """What stands in for SAP where tolerance is not wanted: G_a and the baselines."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.fold = nn.PixelUnshuffle(FOLD)
        self.conv = nn.Conv2d(FOLD * FOLD, channels, 3, padding=1)

    def forward(self, ink: Tensor, faithfulness: Tensor) -> Tensor:
        """``[B, 1, H, W]`` in 0..1 to ``[B, channels, H / 4, W / 4]``; follows every line."""
        return self.conv(self.fold(ink))
