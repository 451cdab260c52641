"""What photos show of people that their sketches do not, measured once for a run."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from tqdm import tqdm

from ..data.batches import Batch, collate
from ..data.sample import Sample, make_sample
from ..data.store import RecordStore
from ..networks.generator import MainGenerator
from ..networks.style import ASKED_SIZE
from ..training.precision import Precision
from .basis import People
from .features import LookFeatures
from .vector import MEAN_LOOK

_BATCH = 16
_AHEAD = 3 * _BATCH


@torch.no_grad()
def see_people(
    generator: MainGenerator, store: RecordStore, face_models: Path, precision: Precision
) -> tuple[list[str], People]:
    """What is seen of every person of a store: in the photo, and in what a generator makes.

    Parameters
    ----------
    generator
        Settled, at any size of picture. It is asked for the mean look; not changed.
    store
        Records of a split.
    face_models
        Folder of the frozen face networks.
    precision
        Autocast choice.

    Returns
    -------
    tuple
        Identifiers, and a row each.
    """
    generator = copy.deepcopy(generator).eval()
    features = LookFeatures(face_models)
    identifiers: list[str] = []
    rows: list[tuple[Tensor, Tensor, Tensor]] = []
    progress = tqdm(total=len(store), unit="face", desc="looks")
    for names, batch in _batches(store):
        with precision.autocast():
            made = generator.make(batch.aligned_ink, batch.aligned_style).image[:, :3].float()
            scale = made.shape[-1] / batch.target.shape[-1]
            seen = (
                features(batch.target[:, :3], batch.parts),
                features(made, batch.parts * scale),
                batch.aligned_style[:, :ASKED_SIZE],
            )
        identifiers += names
        rows.append(seen)
        progress.update(len(names))
    progress.close()
    return identifiers, People(*(torch.cat(of) for of in zip(*rows, strict=True)))


def _batches(store: RecordStore) -> Iterator[tuple[list[str], Batch]]:
    """All records in order, with the mean look, a few made ahead."""

    def read(index: int) -> tuple[str, Sample]:
        record, rng = store.read(index), np.random.default_rng(index)
        return record.identifier, make_sample(record, rng, plain=True, look=MEAN_LOOK)

    with ThreadPoolExecutor(2) as pool:
        waiting = [pool.submit(read, i) for i in range(min(_AHEAD, len(store)))]
        following = len(waiting)
        while waiting:
            ready, waiting = waiting[:_BATCH], waiting[_BATCH:]
            more = range(following, min(following + _BATCH, len(store)))
            waiting += [pool.submit(read, i) for i in more]
            following += len(more)
            names, samples = zip(*(future.result() for future in ready), strict=True)
            yield list(names), collate(list(samples))


def save_looks(cache: Path, identifiers: list[str], looks: np.ndarray) -> None:
    """Keep the looks of people, ``[N, LOOK_SIZE]`` in 0..1, in a file."""
    np.savez_compressed(cache, identifiers=np.array(identifiers), looks=looks)


def read_looks(cache: Path, store: RecordStore) -> dict[str, np.ndarray] | None:
    """Looks by identifier that :func:`save_looks` kept; None if not those of a store's people."""
    if not cache.is_file():
        return None
    with np.load(cache) as file:
        looks = dict(zip(file["identifiers"].tolist(), file["looks"], strict=True))
    return looks if set(looks) == store.identifiers() else None
