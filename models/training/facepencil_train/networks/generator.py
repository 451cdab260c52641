"""The dual generators of DeepFacePencil (section 3.1), sized for a plugin.

G_m (SAP, main encoder) and G_a (auxiliary encoder) share their residual blocks and decoder. Only
G_m ships. Both are conditioned on the style, which the paper's are not.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from .blocks import SLOPE, StyledConv, StyledResidual, Up, conv_norm
from .sap import PlainFold, SpatialAttentionPooling

STYLE_SIZE = 15


@dataclass(frozen=True)
class GeneratorConfig:
    """Sizes of a generator pair.

    ``widths`` are the channels at 128, 64, 32 and 16 pixels; ``blocks`` the residual blocks at
    the same places.
    """

    widths: tuple[int, int, int, int] = (32, 64, 128, 256)
    blocks: tuple[int, int, int, int] = (1, 1, 2, 3)
    ink_channels: int = 32
    code: int = 64
    sap: bool = True
    dual: bool = True


class Encoder(nn.Module):
    """Ink to features at 64, 32 and 16 pixels."""

    def __init__(self, config: GeneratorConfig, sap: bool) -> None:
        super().__init__()
        _, w64, w32, w16 = config.widths
        front = SpatialAttentionPooling if sap else PlainFold
        self.front = front(config.ink_channels)
        act = nn.LeakyReLU(SLOPE, inplace=True)
        self.at64 = nn.Sequential(act, conv_norm(config.ink_channels, w64), act)
        self.at32 = nn.Sequential(conv_norm(w64, w32, stride=2), act)
        self.at16 = nn.Sequential(conv_norm(w32, w16, stride=2), act)

    def forward(self, ink: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """``[B, 1, 256, 256]`` to features at 64, 32 and 16 pixels."""
        at64 = self.at64(self.front(ink))
        at32 = self.at32(at64)
        return at64, at32, self.at16(at32)


class SharedBody(nn.Module):
    """What both generators share: residual blocks and decoder."""

    def __init__(self, config: GeneratorConfig) -> None:
        super().__init__()
        w128, w64, w32, w16 = config.widths
        b128, b64, b32, b16 = config.blocks
        code = config.code
        self.code = nn.Sequential(
            nn.Linear(STYLE_SIZE, code),
            nn.LeakyReLU(SLOPE, inplace=True),
            nn.Linear(code, code),
            nn.LeakyReLU(SLOPE, inplace=True),
        )

        def residuals(count: int, width: int) -> nn.ModuleList:
            return nn.ModuleList(StyledResidual(width, code) for _ in range(count))

        self.blocks16 = residuals(b16, w16)
        self.up32 = Up(w16, w32, code)
        self.blocks32 = residuals(b32, w32)
        self.up64 = Up(w32, w64, code)
        self.blocks64 = residuals(b64, w64)
        self.to128 = StyledConv(w64, 4 * w128, code)
        self.blocks128 = residuals(b128, w128)
        self.to_image = nn.Conv2d(w128, 16, 3, padding=1)
        self.shuffle = nn.PixelShuffle(2)

    def forward(
        self, at64: Tensor, at32: Tensor, at16: Tensor, style: Tensor
    ) -> tuple[Tensor, list[Tensor]]:
        """Encoder features and style ``[B, 15]`` to an image and the features that GFM compares.

        Returns
        -------
        tuple
            RGB and alpha ``[B, 4, 256, 256]`` in -1..1, and features at 16, 32 and 64 pixels.
        """
        code = self.code(style * 2 - 1)
        x = at16
        for block in self.blocks16:
            x = block(x, code)
        shared = [x]
        x = self.up32(x, at32, code)
        for block in self.blocks32:
            x = block(x, code)
        shared.append(x)
        x = self.up64(x, at64, code)
        for block in self.blocks64:
            x = block(x, code)
        shared.append(x)
        x = self.shuffle(self.to128(x, code))
        for block in self.blocks128:
            x = block(x, code)
        return torch.tanh(self.shuffle(self.to_image(x))), shared


class MainGenerator(nn.Module):
    """G_m alone, as it ships: ink and style to RGB and alpha."""

    def __init__(self, config: GeneratorConfig) -> None:
        super().__init__()
        self.config = config
        self.encoder = Encoder(config, config.sap)
        self.body = SharedBody(config)

    def features(self, ink: Tensor, style: Tensor) -> tuple[Tensor, list[Tensor]]:
        """Image in -1..1 and the shared features; see :class:`SharedBody`."""
        return self.body(*self.encoder(ink), style)

    def forward(self, ink: Tensor, style: Tensor) -> Tensor:
        """``[B, 1, 256, 256]`` and ``[B, 15]``, both in 0..1, to ``[B, 4, 256, 256]`` in 0..1."""
        return self.features(ink, style)[0] * 0.5 + 0.5


class DualGenerators(nn.Module):
    """G_m and, when the configuration is dual, G_a with the shared body."""

    def __init__(self, config: GeneratorConfig) -> None:
        super().__init__()
        self.config = config
        self.main = MainGenerator(config)
        self.auxiliary_encoder = Encoder(config, sap=False) if config.dual else None

    def run_main(self, ink: Tensor, style: Tensor) -> tuple[Tensor, list[Tensor]]:
        """G_m on a deformed sketch; see :meth:`MainGenerator.features`."""
        return self.main.features(ink, style)

    def run_auxiliary(self, ink: Tensor, style: Tensor) -> tuple[Tensor, list[Tensor]]:
        """G_a on an edge-aligned sketch.

        The shared norms use this batch but do not remember it: what they remember is for G_m,
        which ships.
        """
        if self.auxiliary_encoder is None:
            raise ValueError("this configuration has no auxiliary generator")
        norms = [m for m in self.main.body.modules() if isinstance(m, nn.BatchNorm2d)]
        momenta = [norm.momentum for norm in norms]
        for norm in norms:
            norm.momentum = 0.0
        try:
            return self.main.body(*self.auxiliary_encoder(ink), style)
        finally:
            for norm, momentum in zip(norms, momenta, strict=True):
                norm.momentum = momentum
