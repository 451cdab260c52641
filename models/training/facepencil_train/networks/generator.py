"""The dual generators of DeepFacePencil (section 3.1), sized for a plugin.

G_m (SAP, main encoder) and G_a (auxiliary encoder) share their residual blocks and decoder. Only
G_m ships. Both are conditioned on the style, which the paper's are not: through FiLM in every
block, and through a colour plan at the end, where four soft region masks lay down the asked
colours and the network adds the rest. The style's last numbers are the look: what of a face
neither lines nor colours say. Without them all that a sketch leaves open, the eyes' colour or the
teeth, would come out as the mean of all who fit (as in Zhu et al., "Toward multimodal
image-to-image translation", NeurIPS 2017, a code stands for it).
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from .blocks import SLOPE, StyledConv, StyledResidual, Up, conv_norm
from .fine import FineStage
from .sap import PlainFold, SpatialAttentionPooling
from .style import ASKED_SIZE, FAITHFULNESS, Code, look_code

REGION_COUNT = 4
"""Skin, hair, background, clothing: the order of the colours in the style vector."""

_COLOUR_REACH = 0.96
"""How near to black and white the plan alone can come; tanh has no inverse at its ends."""

_LOGIT_REACH = 30.0
"""How far from nought a region's logit counts."""


@dataclass(frozen=True)
class GeneratorConfig:
    """Sizes of a generator pair.

    ``widths`` are the channels at 128, 64, 32 and 16 pixels; ``blocks`` the residual blocks at
    the same places. ``fine`` are the channels of the stage that doubles the picture to 512 pixels;
    0 leaves it at 256.
    """

    widths: tuple[int, int, int, int] = (32, 64, 128, 256)
    blocks: tuple[int, int, int, int] = (1, 1, 2, 3)
    ink_channels: int = 32
    code: int = 64
    sap: bool = True
    dual: bool = True
    fine: int = 0

    @property
    def output_size(self) -> int:
        """Side of the made picture in pixels."""
        return 512 if self.fine else 256


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

    def forward(self, ink: Tensor, style: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """``[B, 1, 256, 256]`` and ``[B, STYLE_SIZE]`` to features at 64, 32 and 16 pixels."""
        at64 = self.at64(self.front(ink, style[:, FAITHFULNESS:ASKED_SIZE]))
        at32 = self.at32(at64)
        return at64, at32, self.at16(at32)


class ColourPlan(nn.Module):
    """The asked colours, laid down by soft region masks in the space before the last tanh."""

    def forward(self, masks: Tensor, style: Tensor) -> Tensor:
        """Masks ``[B, 4, H, W]`` (softmax over regions), styles to ``[B, 3, H, W]``."""
        regions, height, width = masks.shape[1:]
        colours = style[:, : 3 * regions].reshape(-1, regions, 3).transpose(1, 2)
        colours = _COLOUR_REACH * (colours * 2 - 1)
        before_tanh = 0.5 * (torch.log(1 + colours) - torch.log(1 - colours))
        return (before_tanh @ masks.flatten(2)).reshape(-1, 3, height, width)


def _shares(logits: Tensor) -> Tensor:
    """Softmax over channels, ``[B, C, H, W]``.

    Spelt out: along an axis that is not the last, WebAssembly takes a third of the operator's time
    for it. Logits are held to where no exponential overflows.
    """
    weights = logits.clamp(-_LOGIT_REACH, _LOGIT_REACH).exp()
    return weights / weights.sum(dim=1, keepdim=True)


@dataclass(frozen=True)
class Made:
    """What a pass of a generator gives.

    ``image`` ``[B, 4, S, S]`` RGB and alpha in -1..1, S the configuration's output size;
    ``region_logits`` ``[B, 4, 256, 256]``; ``shared`` the features at 16, 32 and
    64 pixels that GFM compares.
    """

    image: Tensor
    region_logits: Tensor
    shared: list[Tensor]


@dataclass(frozen=True)
class Coarse:
    """A pass up to 256 pixels.

    ``features`` ``[B, widths[0], 128, 128]``; ``before_tanh`` ``[B, 4, 256, 256]`` RGB and alpha;
    ``region_logits`` and ``shared`` as in :class:`Made`; ``code`` the style's.
    """

    features: Tensor
    before_tanh: Tensor
    region_logits: Tensor
    shared: list[Tensor]
    code: Code


class SharedBody(nn.Module):
    """What both generators share: residual blocks and decoder."""

    def __init__(self, config: GeneratorConfig) -> None:
        super().__init__()
        w128, w64, w32, w16 = config.widths
        b128, b64, b32, b16 = config.blocks
        code = config.code
        self.code = nn.Sequential(
            nn.Linear(ASKED_SIZE, code),
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
        self.to_image = nn.Conv2d(w128, 4 * (4 + REGION_COUNT), 3, padding=1)
        self.shuffle = nn.PixelShuffle(2)
        self.plan = ColourPlan()
        self.fine = FineStage(w128, config.fine, code) if config.fine else None

    def forward(self, at64: Tensor, at32: Tensor, at16: Tensor, style: Tensor) -> Made:
        """Encoder features and styles ``[B, STYLE_SIZE]`` to what :class:`Made` says."""
        coarse = self.coarse(at64, at32, at16, style)
        image = coarse.before_tanh
        if self.fine is not None:
            image = self.fine(coarse.features, image, coarse.code)
        return Made(torch.tanh(image), coarse.region_logits, coarse.shared)

    def coarse(self, at64: Tensor, at32: Tensor, at16: Tensor, style: Tensor) -> Coarse:
        """Encoder features and styles ``[B, STYLE_SIZE]`` to what :class:`Coarse` says."""
        code = Code(self.code(style[:, :ASKED_SIZE] * 2 - 1), look_code(style))
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
        rest, alpha, regions = self.shuffle(self.to_image(x)).split((3, 1, REGION_COUNT), dim=1)
        rgb = rest + self.plan(_shares(regions), style)
        return Coarse(x, torch.cat([rgb, alpha], dim=1), regions, shared, code)


class MainGenerator(nn.Module):
    """G_m alone, as it ships: ink and style to RGB and alpha."""

    def __init__(self, config: GeneratorConfig) -> None:
        super().__init__()
        self.config = config
        self.encoder = Encoder(config, config.sap)
        self.body = SharedBody(config)

    def make(self, ink: Tensor, style: Tensor) -> Made:
        """Image, regions and shared features; see :class:`Made`."""
        return self.body(*self.encoder(ink, style), style)

    def forward(self, ink: Tensor, style: Tensor) -> Tensor:
        """Ink ``[B, 1, 256, 256]`` and styles, both in 0..1, to ``[B, 4, S, S]`` in 0..1."""
        return self.make(ink, style).image * 0.5 + 0.5


class DualGenerators(nn.Module):
    """G_m and, when the configuration is dual, G_a with the shared body."""

    def __init__(self, config: GeneratorConfig) -> None:
        super().__init__()
        self.config = config
        self.main = MainGenerator(config)
        self.auxiliary_encoder = Encoder(config, sap=False) if config.dual else None

    def run_main(self, ink: Tensor, style: Tensor) -> Made:
        """G_m on a deformed sketch."""
        return self.main.make(ink, style)

    def run_auxiliary(self, ink: Tensor, style: Tensor) -> Made:
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
            return self.main.body(*self.auxiliary_encoder(ink, style), style)
        finally:
            for norm, momentum in zip(norms, momenta, strict=True):
                norm.momentum = momentum
