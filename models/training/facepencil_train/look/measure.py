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
from ..networks.style import ASKED_SIZE, LOOK_SIZE
from ..training.precision import Precision
from .basis import LookBasis, People
from .features import LookFeatures
from .vector import look_numbers

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
        style = batch.aligned_style.clone()
        style[:, ASKED_SIZE:] = 0.5
        with precision.autocast():
            made = generator.make(batch.aligned_ink, style).image[:, :3].float()
            scale = made.shape[-1] / batch.target.shape[-1]
            seen = (
                features(batch.target[:, :3], batch.parts),
                features(made, batch.parts * scale),
                style[:, :ASKED_SIZE],
            )
        identifiers += names
        rows.append(seen)
        progress.update(len(names))
    progress.close()
    return identifiers, People(*(torch.cat(of) for of in zip(*rows, strict=True)))


def _batches(store: RecordStore) -> Iterator[tuple[list[str], Batch]]:
    """All records in order, a few made ahead."""

    def read(index: int) -> tuple[str, Sample]:
        record = store.read(index)
        return record.identifier, make_sample(record, np.random.default_rng(index), plain=True)

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


def looks_of(
    basis: LookBasis, seen: tuple[list[str], People], cache: Path | None = None
) -> dict[str, np.ndarray]:
    """Looks by identifier, in 0..1; kept in a file if there is a place for it."""
    identifiers, people = seen
    looks = look_numbers(basis.looks(people))
    if cache is not None:
        cache.parent.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(cache, identifiers=np.array(identifiers), looks=looks)
    return dict(zip(identifiers, looks, strict=True))


def read_looks(cache: Path, store: RecordStore) -> dict[str, np.ndarray] | None:
    """The looks that :func:`looks_of` kept, or None if it kept none or of other people."""
    if not cache.is_file():
        return None
    with np.load(cache) as file:
        looks = dict(zip(file["identifiers"].tolist(), file["looks"], strict=True))
    known = len(looks) == len(store) and all(v.shape == (LOOK_SIZE,) for v in looks.values())
    return looks if known else None
