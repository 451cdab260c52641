"""One training step: both generators, then the discriminators, then the generators' update."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.utils.parametrize import cached

from ..data.batches import Batch
from ..losses import terms
from ..losses.mobilenet import FaceMobileNet
from ..networks.generator import Made
from ..networks.parts import cut_parts
from .config import TrainConfig
from .distributed import average_gradients
from .face_taps import FACE_INPUT, FACE_TAPS, perceptual
from .likeness import Likeness
from .networks import Networks
from .precision import Precision
from .replay import PartHistory


@dataclass
class _Use:
    """A made picture that the losses look at: G_m's, or G_a's of a part of the batch."""

    ink: Tensor
    made: Made
    part: slice
    share: float
    face: list[Tensor]


class Objective:
    """The losses of a run and how a step applies them.

    Parameters
    ----------
    config
        The run.
    networks
        What is trained.
    face_models
        Folder of the frozen face networks; see :class:`FaceMobileNet` and :class:`Likeness`.
    precision
        Autocast choice.
    """

    def __init__(
        self, config: TrainConfig, networks: Networks, face_models: Path, precision: Precision
    ) -> None:
        self.config, self.networks, self.precision = config, networks, precision
        self.face = FaceMobileNet(face_models, FACE_INPUT).to(memory_format=torch.channels_last)
        self.likeness, self.history = Likeness(face_models), PartHistory()
        self.memory = nn.ModuleDict({"likeness": self.likeness.memories, "parts": self.history})
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

    def _aligned_size(self, batch: int) -> int:
        """How many samples at the end of a batch G_m sees edge-aligned."""
        if self.config.sketch == "aligned":
            return batch
        return round(self.config.aligned_share * batch)

    def step(self, batch: Batch, step: int) -> dict[str, float]:
        """Train on one batch; returns the scalars for the log."""
        with self.precision.autocast():
            return self._step(batch, step)

    def _step(self, batch: Batch, step: int) -> dict[str, float]:
        first_aligned = len(batch.target) - self._aligned_size(len(batch.target))
        ink, style = (
            torch.cat([deformed[:first_aligned], aligned[first_aligned:]])
            for deformed, aligned in (
                (batch.deformed_ink, batch.aligned_ink),
                (batch.deformed_style, batch.aligned_style),
            )
        )
        main = self.networks.generators.run_main(ink, style)
        auxiliary_size = self._auxiliary_size(len(ink), step)
        uses = [self._use(ink, main, slice(None), 0.6 if auxiliary_size else 1.0)]
        sums: dict[str, Tensor] = {}
        if auxiliary_size:
            part = slice(0, auxiliary_size)
            aligned = batch.aligned_ink[part], batch.aligned_style[part]
            auxiliary = self.networks.generators.run_auxiliary(*aligned)
            uses.append(self._use(aligned[0], auxiliary, part, 0.4))
            shared = [f[part] for f in main.shared]
            sums["gfm"] = terms.generator_feature_matching(shared, auxiliary.shared)
        with torch.no_grad():
            real_face = self._face_features(batch.target[:, :3])
        # Weights hold still within an update: one power iteration of their norms serves all passes.
        with cached():
            told, real_patch = self._update_discriminators(batch, uses, real_face)
        with cached():
            sums |= self._generator_terms(batch, uses, real_face, real_patch)
        kinds = {"deformed": slice(0, first_aligned), "aligned": slice(first_aligned, None)}
        pictures = main.image[:, :3], batch.target[:, :3]
        features = uses[0].face, real_face
        sums |= self.likeness.terms(pictures, features, batch.parts, kinds, step)
        return self._update_generators(sums, step) | told

    def _use(self, ink: Tensor, made: Made, part: slice, share: float) -> _Use:
        return _Use(ink, made, part, share, self._face_features(made.image[:, :3]))

    def _generator_terms(
        self, batch: Batch, uses: list[_Use], real_face: list[Tensor], real_patch: list[Tensor]
    ) -> dict[str, Tensor]:
        """What each made picture should be like, seen by itself."""
        networks, target, photo = self.networks, batch.target, batch.target[:, :3]
        discriminators = networks.discriminators()
        discriminators.requires_grad_(False)
        sums: dict[str, Tensor] = {}

        def add(name: str, value: Tensor, share: float) -> None:
            sums[name] = sums.get(name, 0.0) + share * value

        for use in uses:
            image, part, share = use.made.image, use.part, use.share
            add("regions", F.cross_entropy(use.made.region_logits, batch.regions[part]), share)
            add("pixel", F.l1_loss(image[:, :3], photo[part]), share)
            add("alpha", F.l1_loss(image[:, 3], target[part, 3]), share)
            add("perceptual", perceptual(use.face, [f[part] for f in real_face]), share)
            scores, layers = networks.patch(use.ink, image[:, :3])
            add("patch", terms.hinge_generator(scores), share)
            real_layers = [f[part] for f in real_patch]
            add("dfm", terms.discriminator_feature_matching(layers, real_layers), share)
            add("heads", terms.hinge_generator(networks.heads(use.face[1:])), share)
        # Of G_m alone: discriminators that never see G_a's parts would teach it whatever they rate
        # high, and G_m, with which it shares the decoder, as well.
        parts = networks.parts(cut_parts(uses[0].made.image[:, :3], batch.parts))
        sums["parts"] = terms.hinge_generator(parts)
        discriminators.requires_grad_(True)
        return sums

    def _update_generators(self, sums: dict[str, Tensor], step: int) -> dict[str, float]:
        """One step along the weighted sum; returns the scalars for the log."""
        weights = self.config.weights
        ramp = min(1.0, step / max(1, self.config.adversarial_ramp))
        scale = {
            "pixel": weights.pixel / 2,  # images span 2 units, the weight is for 0..1
            "alpha": weights.alpha / 2,
            "regions": weights.regions,
            "perceptual": weights.perceptual,
            "gfm": weights.gfm,
            "dfm": weights.dfm,
            "distribution": weights.distribution,
            "identity": weights.identity,
            "people": weights.people,
            "patch": weights.patch * ramp,
            "heads": weights.heads * ramp,
            "parts": weights.parts * ramp,
        }
        total = torch.stack([scale[k] * v for k, v in sums.items()]).sum()
        self.generator_optimiser.zero_grad(set_to_none=True)
        total.backward()
        average_gradients(self.networks.generators.parameters())
        self.generator_optimiser.step()
        scalars = {name: float(value.detach()) for name, value in sums.items()}
        return scalars | {"total": float(total.detach())}

    def _update_discriminators(
        self, batch: Batch, uses: list[_Use], real_face: list[Tensor]
    ) -> tuple[dict[str, float], list[Tensor]]:
        """The three uses with shared weights.

        Returns scalars for the log (the whole loss, that of the parts, the mean score of photos)
        and the features of the photos, which serve feature matching: they are one update old, and
        a forward pass cheaper.
        """
        networks, photo = self.networks, batch.target[:, :3]
        real_scores, real_patch = networks.patch(batch.aligned_ink, photo)
        loss = terms.hinge_real(real_scores)
        loss = loss + 0.5 * terms.hinge_real(networks.heads(real_face[1:]))
        for use in uses:
            scores, _ = networks.patch(use.ink, use.made.image[:, :3].detach())
            heads = networks.heads([f.detach() for f in use.face[1:]])
            loss = loss + use.share * (terms.hinge_made(scores) + 0.5 * terms.hinge_made(heads))
        of_parts, parts_now = self._part_loss(batch, uses[0])
        loss = loss + 0.5 * of_parts
        self.discriminator_optimiser.zero_grad(set_to_none=True)
        loss.backward()
        average_gradients(networks.discriminators().parameters())
        self.discriminator_optimiser.step()
        told = {
            "discriminator": loss,
            "discriminator_parts": of_parts,
            "discriminator_parts_now": parts_now,
            "real": torch.stack([s.mean() for s in real_scores]).mean(),
        }
        scalars = {name: float(value.detach()) for name, value in told.items()}
        return scalars, [f.detach() for f in real_patch]

    def _part_loss(self, batch: Batch, use: _Use) -> tuple[Tensor, Tensor]:
        """Hinge loss on parts, half of the made ones from earlier steps; and without those."""
        cuts = cut_parts(use.made.image[:, :3].detach().float(), batch.parts)
        older = self.history.recall(cuts)
        photos = cut_parts(batch.target[:, :3], batch.parts)
        # In one pass: the crops are small, and each pass has the norms' weights to cast.
        scores = self.networks.parts(torch.cat([photos, cuts, older]))
        real, now, before = zip(*(s.split(len(photos)) for s in scores), strict=True)
        self.history.remember(cuts)
        of_real, of_now = terms.hinge_real(real), terms.hinge_made(now)
        return of_real + 0.5 * (of_now + terms.hinge_made(before)), of_real + of_now
