"""Annotation of photos that have none, by the node package in ``annotate/``."""

from __future__ import annotations

import subprocess
from pathlib import Path

ANNOTATE_FOLDER = Path(__file__).resolve().parents[2] / "annotate"


def annotate_missing(photos: Path, prefix: str, annotations: Path, mattes: Path) -> None:
    """Add landmarks, age and mattes for every photo that lacks them.

    Parameters
    ----------
    photos, prefix
        The photos: files of a folder whose names start with the prefix.
    annotations, mattes
        The JSONL file and the folder that are added to; both are made if missing.

    Raises
    ------
    SystemExit
        If the node packages are not installed or the annotator fails.
    """
    if not (ANNOTATE_FOLDER / "node_modules").is_dir():
        raise SystemExit(f"the annotator is not installed: run `npm ci` in {ANNOTATE_FOLDER}")
    command = ["node", str(ANNOTATE_FOLDER / "annotate.mjs"), str(photos)]
    command += ["--out", str(annotations), "--mattes", str(mattes)]
    if prefix:
        command += ["--prefix", prefix]
    if subprocess.run(command, check=False).returncode != 0:
        raise SystemExit("annotation failed; what was done is kept, run it again to go on")
