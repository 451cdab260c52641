"""Everything that is trained, together."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import nn

from ..losses.identity import LAYERS
from ..networks.discriminator import FeatureHeads, MultiScaleDiscriminator
from ..networks.generator import DualGenerators
from ..networks.identity_heads import IdentityHeads
from ..networks.parts import PartDiscriminators
from .config import TrainConfig
from .face_taps import HEAD_CHANNELS
from .face_views import View


@dataclass
class Networks:
    """Everything that is trained."""

    generators: DualGenerators
    patch: MultiScaleDiscriminator
    heads: nn.ModuleDict
    """:class:`FeatureHeads` by :class:`View`; crops at 512 pixels are rated by the whole view's."""
    parts: PartDiscriminators
    identity_heads: IdentityHeads

    @staticmethod
    def create(config: TrainConfig) -> Networks:
        """New networks with random weights."""
        networks = Networks(
            DualGenerators(config.generator),
            MultiScaleDiscriminator(),
            nn.ModuleDict({view: FeatureHeads(HEAD_CHANNELS) for view in View}),
            PartDiscriminators(),
            IdentityHeads(LAYERS),
        )
        for module in networks.modules():
            module.to(memory_format=torch.channels_last)
        return networks

    @staticmethod
    def create_seeded(config: TrainConfig) -> Networks:
        """New networks that depend on the configuration's seed alone."""
        torch.manual_seed(config.seed)
        return Networks.create(config)

    def modules(self) -> tuple[nn.Module, ...]:
        """All modules, in the order of a checkpoint."""
        return self.generators, *self.discriminators()

    def discriminators(self) -> nn.ModuleList:
        """The discriminators as one module."""
        return nn.ModuleList([self.patch, self.heads, self.parts, self.identity_heads])
