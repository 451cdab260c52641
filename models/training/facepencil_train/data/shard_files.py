"""Shards that need not all be on this disk: fetched when wanted, dropped when others are."""

from __future__ import annotations

import shlex
import subprocess
import threading
from collections import OrderedDict
from pathlib import Path


class ShardFiles:
    """Local paths of shards.

    Parameters
    ----------
    fetch
        Command that brings a missing shard, with ``{name}`` for its file name and ``{path}`` for
        where to put it, for example ``"rsync store:faces/{name} {path}"``. Without one, every
        shard must be on disk.
    most
        How many fetched shards stay on disk at a time; those that were there before stay always.
    """

    def __init__(self, fetch: str | None = None, most: int = 16) -> None:
        if most < 1:
            raise ValueError("at least one shard must fit on disk")
        self.fetch, self.most = fetch, most
        self._fetched: OrderedDict[Path, None] = OrderedDict()
        self._lock = threading.Lock()

    def local(self, shard: Path) -> Path:
        """The shard's path, once it is there.

        Raises
        ------
        FileNotFoundError
            If the shard is not on disk and there is no command, or the command did not bring it.
        """
        with self._lock:
            if shard in self._fetched:
                self._fetched.move_to_end(shard)
            if shard.exists():
                return shard
            if self.fetch is None:
                raise FileNotFoundError(f"{shard} is missing and no fetch command was given")
            while len(self._fetched) >= self.most:
                self._fetched.popitem(last=False)[0].unlink(missing_ok=True)
            partial = shard.with_suffix(".partial")
            command = [
                part.format(name=shard.name, path=partial) for part in shlex.split(self.fetch)
            ]
            subprocess.run(command, check=False)
            if not partial.exists():
                raise FileNotFoundError(f"fetching {shard.name} failed: {shlex.join(command)}")
            partial.replace(shard)
            self._fetched[shard] = None
            return shard
