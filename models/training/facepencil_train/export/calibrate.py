"""Norm statistics of the averaged weights, measured rather than averaged."""

from __future__ import annotations

import torch
from torch import nn

from ..data.batches import BatchSource
from ..networks.generator import MainGenerator


@torch.no_grad()
def recalibrate_norms(
    generator: MainGenerator, source: BatchSource, batches: int = 24, part: nn.Module | None = None
) -> None:
    """Set every norm's statistics to the mean over real batches; changes ``generator``.

    ``part`` is the module whose norms are set, where the rest was settled before.

    Averaged weights make features that no training step has seen, so the averaged statistics of
    the fast weights do not describe them (Izmailov et al., UAI 2018, section 3.2).
    """
    part = part or generator
    norms = [m for m in part.modules() if isinstance(m, nn.BatchNorm2d)]
    momenta = [norm.momentum for norm in norms]
    for norm in norms:
        norm.reset_running_stats()
        norm.momentum = None  # cumulative mean
    generator.eval()
    part.train()
    for index in range(batches):
        batch = source.batch(index)
        generator(batch.deformed_ink, batch.deformed_style)
    generator.eval()
    for norm, momentum in zip(norms, momenta, strict=True):
        norm.momentum = momentum
