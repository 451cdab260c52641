"""Where records come from: tar shards, read by offset."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from ..prepare.shards import index_shard, read_range
from ..prepare.verdict import Verdict
from ..sketch.stroke import Stroke
from .shard_files import ShardFiles

# First years of the age bands that sampling evens out.
AGE_BANDS = (18, 30, 40, 50, 60)
MOST_OFTEN = 20.0
"""Most weight of one person, in average weights."""

WORN = 2.0
"""How much more often people with glasses, a beard or a moustache are seen: few have them, and each
is another, but who draws one wants to see it."""

PHOTO_KEYS = ("photo.webp", "photo.jpg", "photo.jpeg", "photo.png")


@dataclass(frozen=True)
class Record:
    """One person, decoded.

    ``photo`` uint8 ``[S, S, 3]`` RGB at its own size; ``alpha`` and ``labels`` uint8
    ``[256, 256]``; strokes and landmarks in canvas pixels; ``style`` colours or None by region.
    """

    identifier: str
    photo: np.ndarray
    alpha: np.ndarray
    labels: np.ndarray
    strokes: list[Stroke]
    landmarks: np.ndarray
    style: dict[str, list[int] | None]
    person: dict


@dataclass(frozen=True)
class _Entry:
    shard: Path
    files: dict[str, tuple[int, int]]
    person: dict


class RecordStore:
    """Random access to the records of one split over any number of shards.

    Only the index is kept in memory (a few hundred bytes a record). The shards stay on disk, or
    where ``files`` fetches them from.

    Parameters
    ----------
    folders
        Folders with ``*.tar`` shards and their ``*.json`` summaries.
    split
        ``"train"`` or ``"validation"``.
    files
        Where shards are that are not on disk.

    Raises
    ------
    FileNotFoundError
        If no record of the split is found.
    """

    def __init__(self, folders: list[Path], split: str, files: ShardFiles | None = None) -> None:
        self.files = files or ShardFiles()
        self.entries: list[_Entry] = []
        for folder in folders:
            for summary in sorted(folder.glob("*.json")):
                shard = summary.with_suffix(".tar")
                content = json.loads(summary.read_text())
                # Older summaries have no index; then the shard itself must be here.
                index = content.get("index") or index_shard(self.files.local(shard))
                for person in content["people"]:
                    if person["split"] == split:
                        self.entries.append(_Entry(shard, index[person["id"]], person))
        if not self.entries:
            raise FileNotFoundError(f"no {split} records in {', '.join(map(str, folders))}")

    def __len__(self) -> int:
        return len(self.entries)

    def shards(self) -> list[Path]:
        """Every shard that holds records of the split, in order."""
        return sorted({entry.shard for entry in self.entries})

    def identifiers(self) -> set[str]:
        """Of all people of the split."""
        return {entry.person["id"] for entry in self.entries}

    def weights(self, balance: float = 1.0) -> np.ndarray:
        """Sampling probabilities ``[N]``.

        Parameters
        ----------
        balance
            0 samples every person alike; 1 samples every group (sex and group as annotated)
            alike. People without an annotated group keep their number's share, both sexes alike,
            and so do people of no annotated sex. Within a group, an age band weighs as the square
            root of its size: rarer ages are seen more often. Nobody weighs more than
            ``MOST_OFTEN`` times the average, before what that takes away is shared out: the only
            one of a group and age would be learned by heart. Then glasses, beards and moustaches
            that sketches have double a person's weight. Unless balance is 0 or nobody else
            is there, people of whom it is unsure whether they wear glasses weigh nothing: glasses
            that the sketch lacks teach to paint some where none are drawn.
        """
        sure = np.array([e.person.get("glasses") != Verdict.UNSURE for e in self.entries])
        if balance == 0 or not sure.any():
            sure[:] = True
        result = np.zeros(len(self.entries))
        people = [e.person for e, known in zip(self.entries, sure, strict=True) if known]
        worn = [Verdict.YES in (p.get("glasses"), p.get("beard")) for p in people]
        result[sure] = _balanced(people, balance) * np.where(worn, WORN**balance, 1.0)
        return result / result.sum()

    def read(self, index: int) -> Record:
        """Decode one record."""
        entry = self.entries[index]
        shard = self.files.local(entry.shard)
        files = {k: read_range(shard, *place) for k, place in entry.files.items()}
        meta = json.loads(files["json"])
        photo = next(files[k] for k in PHOTO_KEYS if k in files)
        return Record(
            meta["id"],
            _decode(photo, cv2.IMREAD_COLOR)[..., ::-1],
            _decode(files["alpha.png"], cv2.IMREAD_GRAYSCALE),
            _decode(files["labels.png"], cv2.IMREAD_GRAYSCALE),
            [Stroke.from_json(s) for s in meta["strokes"]],
            np.asarray(meta["landmarks"]),
            meta["style"],
            {k: meta.get(k) for k in ("sex", "group", "age", "split", "glasses", "beard")},
        )


def _balanced(people: list[dict], balance: float) -> np.ndarray:
    """Sampling probabilities ``[N]`` of people by sex, group and age."""
    groups = [(p.get("sex"), p.get("group")) for p in people]
    sizes = Counter(groups)
    fair: dict[tuple, float] = {}
    for known in range(3):
        # Of whom more is known are balanced among themselves.
        share = {g: n for g, n in sizes.items() if _known(g) == known}
        even_size = sum(share.values()) / max(1, len(share))
        fair |= {g: even_size / n for g, n in share.items()}
    bands = [(g, _age_band(p.get("age"))) for g, p in zip(groups, people, strict=True)]
    band_sizes = Counter(bands)
    roots: Counter[tuple] = Counter()
    for (group, _), n in band_sizes.items():
        roots[group] += n**0.5
    # Shares of a group's bands over their sizes: 1 on average over the group's people.
    even = [(band_sizes[b] ** 0.5 / roots[b[0]]) * (sizes[b[0]] / band_sizes[b]) for b in bands]
    raw = np.array([(fair[g] * e) ** balance for g, e in zip(groups, even, strict=True)])
    raw = np.minimum(raw, MOST_OFTEN * raw.mean())
    return raw / raw.sum()


def _known(group: tuple[str | None, str | None]) -> int:
    """How much a pair of sex and group says: 2 both, 1 the sex alone, 0 no sex."""
    sex, of = group
    return 0 if sex is None else 1 if of is None else 2


def _age_band(age: float | None) -> int | None:
    """Which of the bands of :data:`AGE_BANDS` an age in years lies in."""
    return None if age is None else int(np.searchsorted(AGE_BANDS, age, side="right"))


def _decode(data: bytes, flags: int) -> np.ndarray:
    return cv2.imdecode(np.frombuffer(data, np.uint8), flags)
