"""BatchNorm folded into the convolution before it: the same function, half the operators."""

from __future__ import annotations

import copy

import torch
from torch import nn


def _fold_pair(conv: nn.Conv2d, norm: nn.BatchNorm2d) -> nn.Conv2d:
    """One convolution with bias that does what convolution and evaluated norm did."""
    scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
    folded = nn.Conv2d(
        conv.in_channels,
        conv.out_channels,
        conv.kernel_size,
        conv.stride,
        conv.padding,
        groups=conv.groups,
    )
    bias = conv.bias if conv.bias is not None else torch.zeros_like(norm.running_mean)
    with torch.no_grad():
        folded.weight.copy_(conv.weight * scale[:, None, None, None])
        folded.bias.copy_((bias - norm.running_mean) * scale + norm.bias)
    return folded


def fold_norms(network: nn.Module) -> nn.Module:
    """A copy of an evaluated network in which every ``Sequential(conv, norm)`` is one convolution.

    The norm's place keeps an ``Identity``, so that names do not change.
    """
    network = copy.deepcopy(network).eval()
    for module in network.modules():
        if (
            isinstance(module, nn.Sequential)
            and len(module) == 2
            and isinstance(module[0], nn.Conv2d)
            and isinstance(module[1], nn.BatchNorm2d)
        ):
            module[0] = _fold_pair(module[0], module[1])
            module[1] = nn.Identity()
    return network
