"""How a training process is started: the allocator's settings, and several processes."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

_MALLOC = "glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=2147483648"
"""Huge pages, and activations kept by the process from step to step: 10 to 20% faster."""


def restart_for_training(arguments: list[str]) -> None:
    """Replace this process by one with the allocator's settings, and by ``torchrun`` if asked.

    glibc reads its settings when a process starts, hence the restart. Does nothing where all is
    as it should be, off Linux, or in a process that ``torchrun`` has started.

    Parameters
    ----------
    arguments
        What follows ``python -m facepencil_train``.
    """
    if sys.platform != "linux" or "WORLD_SIZE" in os.environ:
        return
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--processes", type=int, default=1)
    processes = parser.parse_known_args(arguments)[0].processes
    if processes == 1 and "GLIBC_TUNABLES" in os.environ:
        return
    os.environ.setdefault("GLIBC_TUNABLES", _MALLOC)
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    package = str(Path(__file__).resolve().parent.parent)
    paths = [package, os.environ.get("PYTHONPATH", "")]
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, paths))
    command = [sys.executable, "-m", "facepencil_train", *arguments]
    if processes > 1:
        # Behind "--", or torchrun takes "--run" for an abbreviation of its own "--run-path".
        command[1:3] = ["-m", "torch.distributed.run", "--standalone"]
        command[4:4] = ["--nproc-per-node", str(processes), "-m", "--", "facepencil_train"]
    os.execv(sys.executable, command)
