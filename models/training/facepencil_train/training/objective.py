"""One training step: both generators, then the discriminators, then the generators' update."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.utils.parametrize import cached

from ..data.batches import Batch
from ..losses import terms
from ..networks.blocks import looks_in
from ..networks.generator import Made
from ..networks.parts import cut_parts
from .base_objective import BaseObjective, scalars
from .face_taps import perceptual
from .face_views import View, seen
from .likeness import Kinds, kinds_of
from .prominence import prominence
from .shown import Seen, mixed


@dataclass
class _Use:
    """A made picture that the losses look at: G_m's, or G_a's of a part of the batch."""

    ink: Tensor
    made: Made
    part: slice
    share: float
    face: list[Tensor]


class Objective(BaseObjective):
    """The whole generators learn, up to 256 pixels; in the stage ``look`` nothing but looks."""

    def _learner(self) -> nn.Module:
        generators = self.networks.generators
        if self.config.stage != "look":
            return generators
        generators.requires_grad_(False)
        return nn.ModuleList(looks_in(generators).values()).requires_grad_(True)

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

    def _step(self, batch: Batch, step: int) -> dict[str, float]:
        first_aligned = len(batch.target) - self._aligned_size(len(batch.target))
        ink, style = batch.mixed(first_aligned)
        kinds = kinds_of(first_aligned, batch.simple)
        if step < self.config.discriminators_first:
            return self._look_on(batch, ink, style, kinds, step)
        main = self.networks.generators.run_main(ink, style)
        view, centres = View.at(step), batch.parts
        weight_map = prominence(centres, batch.target.shape[-1])
        auxiliary_size = self._auxiliary_size(len(ink), step)
        share = 0.6 if auxiliary_size else 1.0
        uses = [_Use(ink, main, slice(None), share, self._face(main, view, centres))]
        sums: dict[str, Tensor] = {}
        if auxiliary_size:
            part = slice(0, auxiliary_size)
            aligned = batch.aligned_ink[part], batch.aligned_style[part]
            auxiliary = self.networks.generators.run_auxiliary(*aligned)
            face = self._face(auxiliary, view, centres[part])
            uses.append(_Use(aligned[0], auxiliary, part, 0.4, face))
            shared = [f[part] for f in main.shared]
            sums["gfm"] = terms.generator_feature_matching(shared, auxiliary.shared)
        with torch.no_grad():
            photos = self._see(batch.target[:, :3], view, centres)
            average = self._see(self.averaged.run_main(ink, style).image[:, :3], view, centres)
        identity = self.likeness.identity.features(main.image[:, :3], centres)
        shown = mixed(Seen(main.image[:, :3], uses[0].face, identity), average, step)
        weights = self.config.weights
        # Weights hold still within an update: one power iteration of their norms serves all passes.
        with cached():
            told, real_patch = self._teach_discriminators(
                batch, uses, photos, shown, view, weight_map
            )
        with cached(), self._discriminators_held():
            sums |= self._generator_terms(batch, uses, photos.face, real_patch, view, weight_map)
            # Of G_m alone: discriminators that never see G_a's faces would teach it whatever they
            # rate high, and G_m, with which it shares the decoder, as well.
            if weights.parts:
                parts = self.networks.parts(cut_parts(main.image[:, :3], centres))
                sums["parts"] = terms.hinge_generator(parts)
            if weights.identity_heads:
                scores = self.networks.identity_heads(identity)
                sums["identity_heads"] = terms.hinge_generator(scores)
        sums |= self.likeness.terms((identity, average.identity, photos.identity), kinds, step)
        features = uses[0].face, average.face, photos.face
        sums["distribution"] = self.likeness.distribution(features, view, kinds, step)
        return self._update_generators(sums, step) | told

    def _look_on(
        self, batch: Batch, ink: Tensor, style: Tensor, kinds: Kinds, step: int
    ) -> dict[str, float]:
        """A step in which generators stand still and all that rates them gets to know them."""
        view = View.at(step)
        weight_map = prominence(batch.parts, batch.target.shape[-1])
        with torch.no_grad():
            made = self.averaged.run_main(ink, style)
            photos = self._see(batch.target[:, :3], view, batch.parts)
            shown = self._see(made.image[:, :3], view, batch.parts)
            use = _Use(ink, made, slice(None), 1.0, shown.face)
            identities = shown.identity, shown.identity, photos.identity
            found = self.likeness.terms(identities, kinds, step)
            faces = shown.face, shown.face, photos.face
            found["distribution"] = self.likeness.distribution(faces, view, kinds, step)
            found["pixel"] = terms.weighted_l1(made.image[:, :3], photos.rgb, weight_map)
            found["perceptual"] = perceptual(shown.face, photos.face)
        with cached():
            told, _ = self._teach_discriminators(batch, [use], photos, shown, view, weight_map)
        return scalars(found) | told

    def _see(self, rgb: Tensor, view: View, centres: Tensor) -> Seen:
        face = self._face_features(seen(view, rgb, centres))
        return Seen(rgb, face, self.likeness.identity.features(rgb, centres))

    def _face(self, made: Made, view: View, centres: Tensor) -> list[Tensor]:
        return self._face_features(seen(view, made.image[:, :3], centres))

    def _generator_terms(
        self,
        batch: Batch,
        uses: list[_Use],
        real_face: list[Tensor],
        real_patch: list[Tensor],
        view: View,
        weight_map: Tensor,
    ) -> dict[str, Tensor]:
        """What each made picture should be like, seen by itself."""
        networks, target, photo = self.networks, batch.target, batch.target[:, :3]
        sums: dict[str, Tensor] = {}

        def add(name: str, value: Tensor, share: float) -> None:
            sums[name] = sums.get(name, 0.0) + share * value

        for use in uses:
            image, part, share = use.made.image, use.part, use.share
            here = weight_map[part]
            add("regions", F.cross_entropy(use.made.region_logits, batch.regions[part]), share)
            add("pixel", terms.weighted_l1(image[:, :3], photo[part], here), share)
            add("alpha", F.l1_loss(image[:, 3], target[part, 3]), share)
            add("perceptual", perceptual(use.face, [f[part] for f in real_face]), share)
            scores, layers = networks.patch(use.ink, image[:, :3])
            add("patch", terms.hinge_generator(scores, here), share)
            real_layers = [f[part] for f in real_patch]
            add("dfm", terms.discriminator_feature_matching(layers, real_layers, here), share)
            if self.config.weights.heads:
                add("heads", terms.hinge_generator(networks.heads[view](use.face[1:])), share)
        return sums

    def _teach_discriminators(
        self,
        batch: Batch,
        uses: list[_Use],
        photos: Seen,
        shown: Seen,
        view: View,
        weight_map: Tensor,
    ) -> tuple[dict[str, float], list[Tensor]]:
        """The three uses with shared weights; those that no generator learns from stand still.

        Returns scalars for the log (the whole loss, that of heads, of parts and of identities, the
        mean score of photos) and the features of the photos, which serve feature matching: they are
        one update old, and a forward pass cheaper.
        """
        networks, weights = self.networks, self.config.weights
        real_scores, real_patch = networks.patch(batch.aligned_ink, photos.rgb)
        loss = terms.hinge_real(real_scores, weight_map)
        main, *auxiliary = uses
        made = [(main, shown.rgb)] + [(u, u.made.image[:, :3].detach()) for u in auxiliary]
        for use, rgb in made:
            scores, _ = networks.patch(use.ink, rgb)
            loss = loss + use.share * terms.hinge_made(scores, weight_map[use.part])
        told: dict[str, Tensor] = {}
        if weights.heads:
            told["discriminator_heads"] = self._rate_faces(uses, photos.face, shown.face, view)
        if weights.parts:
            cuts = [cut_parts(of.rgb.float(), batch.parts) for of in (photos, shown)]
            told["discriminator_parts"] = terms.hinge_halves(networks.parts(torch.cat(cuts)))
        if weights.identity_heads:
            pairs = zip(photos.identity, shown.identity, strict=True)
            scores = networks.identity_heads([torch.cat(pair) for pair in pairs])
            told["discriminator_identities"] = terms.hinge_halves(scores)
        for of_one in told.values():
            loss = loss + 0.5 * of_one
        self._update_discriminators(loss)
        told["discriminator"] = loss
        told["real"] = torch.stack([s.mean() for s in real_scores]).mean()
        return scalars(told), [f.detach() for f in real_patch]

    def _rate_faces(
        self, uses: list[_Use], photos: list[Tensor], shown: list[Tensor], view: View
    ) -> Tensor:
        """Hinge loss of the heads upon what the face network sees in photos and made pictures."""
        rate, (main, *auxiliary) = self.networks.heads[view], uses
        loss = terms.hinge_real(rate(photos[1:])) + main.share * terms.hinge_made(rate(shown[1:]))
        for use in auxiliary:
            face = [f.detach() for f in use.face[1:]]
            loss = loss + use.share * terms.hinge_made(rate(face))
        return loss
