"""WebDataset-style tar shards: files of one record share the name up to the extension.

WebDataset takes the name up to the first dot; photos may have dots in theirs, so the extensions
of a record are known here instead: ``alpha.png`` and the like.
"""

from __future__ import annotations

import io
import re
import tarfile
from collections.abc import Iterable
from pathlib import Path

_MEMBER = re.compile(r"(.+)\.(photo\.\w+|alpha\.png|labels\.png|json)")


def write_shard(path: Path, records: Iterable[tuple[str, dict[str, bytes]]]) -> None:
    """Write one shard whole or not at all.

    Parameters
    ----------
    path
        The tar file to make.
    records
        Pairs of a key and the record's files by extension.
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
    """Where each file of a shard lies: ``{key: {extension: (offset, size)}}``.

    Raises
    ------
    ValueError
        If a file's extension is not one that records have.
    """
    index: dict[str, dict[str, tuple[int, int]]] = {}
    with tarfile.open(path, "r:") as tar:
        for member in tar:
            match = _MEMBER.fullmatch(Path(member.name).name)
            if match is None:
                raise ValueError(f"{path}: {member.name} is no file of a record")
            key, extension = match.groups()
            index.setdefault(key, {})[extension] = (member.offset_data, member.size)
    return index


def read_range(path: Path, offset: int, size: int) -> bytes:
    """Bytes of one file of a shard."""
    with open(path, "rb") as file:
        file.seek(offset)
        return file.read(size)
