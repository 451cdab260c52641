"""Batches that depend on nothing but the seed and the step, so that a run resumes exactly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields

import numpy as np
import torch
from torch import Tensor

from ..look.vector import MEAN_LOOK
from ..sketch.stroke import CANVAS
from .sample import Sample, make_sample
from .store import RecordStore


@dataclass(frozen=True)
class Batch:
    """Samples stacked; see :class:`~facepencil_train.data.sample.Sample` for the shapes."""

    aligned_ink: Tensor
    deformed_ink: Tensor
    target: Tensor
    regions: Tensor
    parts: Tensor
    aligned_style: Tensor
    deformed_style: Tensor
    simple: Tensor

    def mixed(self, first_aligned: int) -> tuple[Tensor, Tensor]:
        """Ink and styles, deformed up to the sample of that number and edge-aligned from it on."""
        pairs = (
            (self.deformed_ink, self.aligned_ink),
            (self.deformed_style, self.aligned_style),
        )
        ink, style = (torch.cat([a[:first_aligned], b[first_aligned:]]) for a, b in pairs)
        return ink, style


def collate(samples: list[Sample]) -> Batch:
    """Stack samples along a new first axis."""
    stacked = {}
    for field in fields(Sample):
        tensor = torch.from_numpy(np.stack([getattr(s, field.name) for s in samples]))
        if tensor.dim() == 4:
            tensor = tensor.contiguous(memory_format=torch.channels_last)
        stacked[field.name] = tensor
    return Batch(**stacked)


class BatchSource:
    """Balanced, augmented batches; sample number k is a function of (seed, k) alone.

    Parameters
    ----------
    store
        Records of the training split.
    size
        Samples a batch and process.
    seed
        Of the whole run.
    balance
        See :meth:`RecordStore.weights`.
    rank, world
        This process and how many there are: each takes its own share of every step.
    threads
        Loader threads; OpenCV and zlib release the interpreter lock.
    window
        How many shards are sampled from at a time; None takes all. A set that does not fit on
        disk streams through a window: each is sampled as often as it has records, then the next
        shards, in an order of the seed's, take its place.
    target
        Side of the target pictures in pixels.
    looks
        By identifier, of those people whose look is known; others have the mean of all. None draws
        everyone's by chance. See :mod:`..look`.
    """

    def __init__(
        self,
        store: RecordStore,
        size: int,
        seed: int,
        balance: float = 1.0,
        rank: int = 0,
        world: int = 1,
        threads: int = 2,
        window: int | None = None,
        target: int = CANVAS,
        looks: Mapping[str, np.ndarray] | None = None,
    ) -> None:
        self.looks = looks
        self.store, self.size, self.seed, self.target = store, size, seed, target
        self.rank, self.world, self.threads = rank, world, threads
        self._windows = self._make_windows(balance, window)
        self._starts = np.cumsum([0] + [len(members) for members, _ in self._windows])

    def sample(self, number: int) -> Sample:
        """Sample ``number`` of the run."""
        rng = np.random.default_rng([self.seed, number])
        turn = number % self._starts[-1]
        members, edges = self._windows[np.searchsorted(self._starts, turn, side="right") - 1]
        place = np.searchsorted(edges, rng.random() * edges[-1], side="right")
        record = self.store.read(int(members[min(int(place), len(members) - 1)]))
        look = None if self.looks is None else self.looks.get(record.identifier, MEAN_LOOK)
        return make_sample(record, rng, size=self.target, look=look)

    def _make_windows(
        self, balance: float, window: int | None
    ) -> list[tuple[np.ndarray, np.ndarray]]:
        """Records of each window and the cumulative weights that they are drawn by."""
        weights = self.store.weights(balance)
        shards = self.store.shards()
        order = np.random.default_rng(self.seed).permutation(len(shards))
        step = window or len(shards)
        result = []
        for start in range(0, len(shards), step):
            chosen = {shards[i] for i in order[start : start + step]}
            members = [i for i, entry in enumerate(self.store.entries) if entry.shard in chosen]
            result.append((np.array(members), np.cumsum(weights[members])))
        return result

    def batch(self, step: int) -> Batch:
        """The batch of this process at a step."""
        start = (step * self.world + self.rank) * self.size
        return collate([self.sample(start + i) for i in range(self.size)])

    def iterate(self, step: int) -> Iterator[Batch]:
        """Batches from a step on, without end; two are made ahead."""
        with ThreadPoolExecutor(self.threads) as pool:
            ahead = [pool.submit(self.batch, step + i) for i in range(2)]
            while True:
                ahead.append(pool.submit(self.batch, step + 2))
                yield ahead.pop(0).result()
                step += 1
