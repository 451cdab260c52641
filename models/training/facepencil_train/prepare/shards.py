"""WebDataset-style tar shards: files of one record share the name up to the first dot."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Iterable
from pathlib import Path


def write_shard(path: Path, records: Iterable[tuple[str, dict[str, bytes]]]) -> None:
    """Write one shard whole or not at all.

    Parameters
    ----------
    path
        The tar file to make.
    records
        Pairs of a key without dots and the record's files by extension.
    """
    partial = path.with_suffix(".partial")
    with tarfile.open(partial, "w", format=tarfile.USTAR_FORMAT) as tar:
        for key, files in records:
            for extension, data in sorted(files.items()):
                # Fixed owner and time: the same records give the same bytes.
                info = tarfile.TarInfo(f"{key}.{extension}")
                info.size, info.mode = len(data), 0o644
                tar.addfile(info, io.BytesIO(data))
    partial.replace(path)


def index_shard(path: Path) -> dict[str, dict[str, tuple[int, int]]]:
    """Where each file of a shard lies: ``{key: {extension: (offset, size)}}``."""
    index: dict[str, dict[str, tuple[int, int]]] = {}
    with tarfile.open(path, "r:") as tar:
        for member in tar:
            key, _, extension = Path(member.name).name.partition(".")
            index.setdefault(key, {})[extension] = (member.offset_data, member.size)
    return index


def read_range(path: Path, offset: int, size: int) -> bytes:
    """Bytes of one file of a shard."""
    with open(path, "rb") as file:
        file.seek(offset)
        return file.read(size)


def read_summary(path: Path) -> dict:
    """The summary that ``prepare`` writes beside each shard: people and what was left out."""
    return json.loads(path.with_suffix(".json").read_text())
