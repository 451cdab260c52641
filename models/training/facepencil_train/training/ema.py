"""Exponential moving average of a network's weights and norm statistics."""

from __future__ import annotations

import copy

import torch
from torch import nn


class Ema:
    """A slow copy of a network.

    Parameters
    ----------
    network
        The network to follow.
    decay
        Share of the old value that each update keeps, in 0..1. Early updates keep less, so that
        the random start is forgotten soon.
    """

    def __init__(self, network: nn.Module, decay: float) -> None:
        self.decay = decay
        self.network = copy.deepcopy(network).eval().requires_grad_(False)

    @torch.no_grad()
    def update(self, network: nn.Module, step: int) -> None:
        """Move towards the network's present state."""
        decay = min(self.decay, (1 + step) / (10 + step))
        slow, fast = self.network.state_dict(), network.state_dict()
        for name, value in slow.items():
            if value.is_floating_point():
                value.lerp_(fast[name], 1 - decay)
            else:
                value.copy_(fast[name])
