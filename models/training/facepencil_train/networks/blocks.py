"""The few building blocks that every network here is made of."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .style import LOOK_SIZE, Code

SLOPE = 0.2


def conv_norm(inputs: int, outputs: int, kernel: int = 3, stride: int = 1) -> nn.Sequential:
    """Convolution and BatchNorm; one convolution after export, which folds the norm into it."""
    conv = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(outputs))


class Film(nn.Module):
    """Style as a scale and a shift of every channel (FiLM, Perez et al., AAAI 2018).

    The look has weights of its own, much smaller ones, which rounding to the others' scale would
    lose.
    """

    nothing: Tensor

    def __init__(self, code: int, channels: int) -> None:
        super().__init__()
        self.project = nn.Linear(code, 2 * channels)
        self.look = nn.Linear(LOOK_SIZE, 2 * channels, bias=False)
        for zero in (self.project.weight, self.project.bias, self.look.weight):
            nn.init.zeros_(zero)
        # With a bias the look is exported as a Gemm, whose weights keep their name and axes.
        self.register_buffer("nothing", torch.zeros(2 * channels), persistent=False)

    def forward(self, x: Tensor, code: Code) -> Tensor:
        """``x`` ``[B, C, H, W]``."""
        look = F.linear(code.look, self.look.weight, self.nothing)
        told = self.project(code.asked) + look
        scale, shift = told[:, :, None, None].chunk(2, dim=1)
        return torch.addcmul(shift, x, 1 + scale)


def looks_in(network: nn.Module) -> dict[str, nn.Linear]:
    """What tells the look to each styled layer, by its name in the network."""
    films = {name: m for name, m in network.named_modules() if isinstance(m, Film)}
    return {f"{name}.look": film.look for name, film in films.items()}


class StyledConv(nn.Module):
    """Convolution, norm, style, activation."""

    def __init__(self, inputs: int, outputs: int, code: int) -> None:
        super().__init__()
        self.body = conv_norm(inputs, outputs)
        self.film = Film(code, outputs)
        self.act = nn.LeakyReLU(SLOPE, inplace=True)

    def forward(self, x: Tensor, code: Code) -> Tensor:
        """``[B, inputs, H, W]`` to ``[B, outputs, H, W]``."""
        return self.act(self.film(self.body(x), code))


class StyledResidual(nn.Module):
    """Residual block whose first half is styled; starts as the identity."""

    def __init__(self, channels: int, code: int) -> None:
        super().__init__()
        self.first = StyledConv(channels, channels, code)
        self.second = conv_norm(channels, channels)
        nn.init.zeros_(self.second[1].weight)

    def forward(self, x: Tensor, code: Code) -> Tensor:
        """``[B, channels, H, W]`` to the same shape."""
        return x + self.second(self.first(x, code))


class Up(nn.Module):
    """Doubling: a pointwise convolution, nearest neighbour, the encoder's skip, a styled conv."""

    def __init__(self, inputs: int, outputs: int, code: int) -> None:
        super().__init__()
        self.reduce = nn.Conv2d(inputs, outputs, 1)
        self.grow = nn.Upsample(scale_factor=2, mode="nearest")
        self.fuse = StyledConv(outputs, outputs, code)

    def forward(self, x: Tensor, skip: Tensor, code: Code) -> Tensor:
        """``x`` ``[B, inputs, H, W]``, ``skip`` ``[B, outputs, 2H, 2W]``."""
        return self.fuse(self.grow(self.reduce(x)) + skip, code)


def count_parameters(module: nn.Module) -> int:
    """Number of trained numbers in a module."""
    return sum(p.numel() for p in module.parameters())


@torch.no_grad()
def count_flops(module: nn.Module, *inputs: Tensor) -> int:
    """Floating-point operations of one forward pass: two for each multiply-add."""
    from torch.utils.flop_counter import FlopCounterMode

    with FlopCounterMode(display=False) as counter:
        module(*inputs)
    return counter.get_total_flops()
