"""One training step: both generators, then the discriminators, then the generators' update."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ..data.batches import Batch
from ..losses import terms
from ..losses.distribution import FaceMemory
from ..losses.mobilenet import FaceMobileNet
from ..networks.discriminator import FeatureHeads, MultiScaleDiscriminator
from ..networks.generator import DualGenerators
from ..networks.parts import PartDiscriminators
from .config import TrainConfig
from .distributed import average_gradients
from .precision import Precision

PERCEPTUAL_TAPS = (2, 6, 10, 16, 22)
"""Layers of the face MobileNet: 64 channels at 1/2 of its input up to 512 at 1/16."""

FACE_TAPS = (*PERCEPTUAL_TAPS, 26)
"""All that is looked at: the last layer, 1024 channels at 1/32, says who a face could be, which is
not to be copied from the photo."""

HEAD_CHANNELS = (128, 256, 512, 512, 1024)
"""The projected discriminator looks at all taps but the first."""

DISTRIBUTION_LAYERS = (2, 4, 5)
"""Indices into ``FACE_TAPS`` of the layers whose distribution over many faces is compared."""

DISTRIBUTION_CHANNELS = (256, 512, 1024)

FACE_INPUT = 192
"""Side of the pictures that the face network sees: three quarters of the cost at 224."""


def perceptual(made: list[Tensor], real: list[Tensor]) -> Tensor:
    """The perceptual term of two lists of features at ``FACE_TAPS``."""
    count = len(PERCEPTUAL_TAPS)
    return terms.perceptual(made[:count], real[:count])


@dataclass
class Networks:
    """Everything that is trained."""

    generators: DualGenerators
    patch: MultiScaleDiscriminator
    heads: FeatureHeads
    parts: PartDiscriminators

    @staticmethod
    def create(config: TrainConfig) -> Networks:
        """New networks with random weights."""
        networks = Networks(
            DualGenerators(config.generator),
            MultiScaleDiscriminator(),
            FeatureHeads(HEAD_CHANNELS),
            PartDiscriminators(),
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
        return self.generators, self.patch, self.heads, self.parts

    def discriminators(self) -> nn.ModuleList:
        """The discriminators as one module."""
        return nn.ModuleList([self.patch, self.heads, self.parts])


class Objective:
    """The losses of a run and how a step applies them.

    Parameters
    ----------
    config
        The run.
    networks
        What is trained.
    face_models
        Folder of the frozen face network; see :class:`FaceMobileNet`.
    precision
        Autocast choice.
    """

    def __init__(
        self, config: TrainConfig, networks: Networks, face_models: Path, precision: Precision
    ) -> None:
        self.config, self.networks, self.precision = config, networks, precision
        self.face = FaceMobileNet(face_models, FACE_INPUT).to(memory_format=torch.channels_last)
        self.memory = FaceMemory(DISTRIBUTION_CHANNELS)
        rates = config.rate_generator, config.rate_discriminator
        groups = networks.generators, networks.discriminators()
        self.generator_optimiser, self.discriminator_optimiser = (
            torch.optim.Adam(group.parameters(), rate, config.betas, fused=True)
            for rate, group in zip(rates, groups, strict=True)
        )

    def _face_features(self, rgb: Tensor) -> list[Tensor]:
        return self.face(rgb * 0.5 + 0.5, FACE_TAPS)

    def _auxiliary_size(self, batch: int, step: int) -> int:
        """How many samples of this step also go through G_a.

        Norms want at least two samples: a share of a small batch that is less comes as two
        samples every few steps, at the same steps in every process, so that none waits.
        """
        if not self.config.generator.dual:
            return 0
        share = self.config.auxiliary_share * batch
        if share >= 2:
            return round(share)
        return min(2, batch) if step % max(1, round(2 / share)) == 0 else 0

    def step(self, batch: Batch, step: int) -> dict[str, float]:
        """Train on one batch; returns the scalars for the log."""
        with self.precision.autocast():
            return self._step(batch, step)

    def _step(self, batch: Batch, step: int) -> dict[str, float]:
        config, weights, networks = self.config, self.config.weights, self.networks
        deformed = config.sketch == "deformed"
        ink = batch.deformed_ink if deformed else batch.aligned_ink
        style = batch.deformed_style if deformed else batch.aligned_style
        target, photo = batch.target, batch.target[:, :3]
        main = networks.generators.run_main(ink, style)
        auxiliary_size = self._auxiliary_size(len(ink), step)
        uses = [(ink, main, slice(None), 0.6 if auxiliary_size else 1.0)]
        sums: dict[str, Tensor] = {}
        if auxiliary_size:
            part = slice(0, auxiliary_size)
            aligned = batch.aligned_ink[part], batch.aligned_style[part]
            auxiliary = networks.generators.run_auxiliary(*aligned)
            uses.append((aligned[0], auxiliary, part, 0.4))
            shared = [f[part] for f in main.shared]
            sums["gfm"] = terms.generator_feature_matching(shared, auxiliary.shared)
        with torch.no_grad():
            real_face = self._face_features(photo)
        made_faces = [self._face_features(made.image[:, :3]) for _, made, _, _ in uses]

        told, real_patch = self._update_discriminators(batch, uses, real_face, made_faces)

        discriminators = networks.discriminators()
        discriminators.requires_grad_(False)

        def add(name: str, value: Tensor, share: float) -> None:
            sums[name] = sums.get(name, 0.0) + share * value

        for (use_ink, made, part, share), face in zip(uses, made_faces, strict=True):
            image = made.image
            add("regions", F.cross_entropy(made.region_logits, batch.regions[part]), share)
            add("pixel", F.l1_loss(image[:, :3], photo[part]), share)
            add("alpha", F.l1_loss(image[:, 3], target[part, 3]), share)
            add("perceptual", perceptual(face, [f[part] for f in real_face]), share)
            scores, layers = networks.patch(use_ink, image[:, :3])
            add("patch", terms.hinge_generator(scores), share)
            real_layers = [f[part] for f in real_patch]
            add("dfm", terms.discriminator_feature_matching(layers, real_layers), share)
            add("heads", terms.hinge_generator(networks.heads(face[1:])), share)
            parts = networks.parts(image[:, :3], batch.parts[part])
            add("parts", terms.hinge_generator(parts), share)
        varied = [[f[i] for i in DISTRIBUTION_LAYERS] for f in (made_faces[0], real_face)]
        sums["distribution"] = self.memory(*varied, step)
        ramp = min(1.0, step / max(1, config.adversarial_ramp))
        scale = {
            "pixel": weights.pixel / 2,  # images span 2 units, the weight is for 0..1
            "alpha": weights.alpha / 2,
            "regions": weights.regions,
            "perceptual": weights.perceptual,
            "gfm": weights.gfm,
            "dfm": weights.dfm,
            "distribution": weights.distribution,
            "patch": weights.patch * ramp,
            "heads": weights.heads * ramp,
            "parts": weights.parts * ramp,
        }
        total = torch.stack([scale[k] * v for k, v in sums.items()]).sum()
        self.generator_optimiser.zero_grad(set_to_none=True)
        total.backward()
        discriminators.requires_grad_(True)
        average_gradients(networks.generators.parameters())
        self.generator_optimiser.step()
        scalars = {name: float(value.detach()) for name, value in sums.items()}
        return scalars | {"total": float(total.detach())} | told

    def _update_discriminators(
        self, batch: Batch, uses: list, real_face: list[Tensor], made_faces: list[list[Tensor]]
    ) -> tuple[dict[str, float], list[Tensor]]:
        """The three uses with shared weights.

        Returns scalars for the log (the whole loss, that of the parts, the mean score of photos)
        and the features of the photos, which serve feature matching: they are one update old, and
        a forward pass cheaper.
        """
        networks = self.networks
        real_scores, real_patch = networks.patch(batch.aligned_ink, batch.target[:, :3])
        real_heads = networks.heads(real_face[1:])
        loss = terms.hinge_real(real_scores) + 0.5 * terms.hinge_real(real_heads)
        of_parts = terms.hinge_real(networks.parts(batch.target[:, :3], batch.parts))
        for (ink, made, part, share), face in zip(uses, made_faces, strict=True):
            scores, _ = networks.patch(ink, made.image[:, :3].detach())
            heads = networks.heads([f.detach() for f in face[1:]])
            loss = loss + share * (terms.hinge_made(scores) + 0.5 * terms.hinge_made(heads))
            parts = networks.parts(made.image[:, :3].detach(), batch.parts[part])
            of_parts = of_parts + share * terms.hinge_made(parts)
        loss = loss + 0.5 * of_parts
        self.discriminator_optimiser.zero_grad(set_to_none=True)
        loss.backward()
        average_gradients(networks.discriminators().parameters())
        self.discriminator_optimiser.step()
        told = {
            "discriminator": loss,
            "discriminator_parts": of_parts,
            "real": torch.stack([s.mean() for s in real_scores]).mean(),
        }
        scalars = {name: float(value.detach()) for name, value in told.items()}
        return scalars, [f.detach() for f in real_patch]
