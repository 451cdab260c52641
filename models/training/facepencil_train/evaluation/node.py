"""Descriptors and landmarks of pictures, by the networks of ``annotate/embed.mjs`` in node."""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

ANNOTATE = Path(__file__).resolve().parents[2] / "annotate"
"""The node package that stands beside this one."""


class EmbedError(RuntimeError):
    """The node side is missing or failed; the message says what to do."""


@dataclass(frozen=True)
class Embedding:
    """What the networks see in one picture.

    ``descriptor`` float32 ``[128]`` and ``landmarks`` float32 ``[478, 2]`` in picture pixels;
    both None if no face was detected. ``score`` in 0..1.
    """

    detected: bool
    score: float = 0.0
    descriptor: np.ndarray | None = None
    landmarks: np.ndarray | None = None

    @staticmethod
    def from_json(record: dict) -> Embedding:
        """Read one line of ``embed.mjs``."""
        if not record["detected"]:
            return Embedding(False)
        return Embedding(
            True,
            float(record["score"]),
            np.asarray(record["descriptor"], np.float32),
            np.asarray(record["landmarks"], np.float32),
        )


class NodeEmbedder:
    """Embeds pictures, each content once: results are kept in a file.

    Parameters
    ----------
    cache
        Folder for the results, made if missing; None keeps them in memory only. Results of other
        versions of the node package are never used.
    jobs
        Pictures at once; each job holds its own networks (about 300 MB).
    annotate
        The node package, with its dependencies installed.
    """

    def __init__(self, cache: Path | None = None, jobs: int = 1, annotate: Path = ANNOTATE) -> None:
        self.annotate = annotate
        self.jobs = jobs
        self._known: dict[str, Embedding] = {}
        self._file: Path | None = None
        if cache is not None:
            cache.mkdir(parents=True, exist_ok=True)
            self._file = cache / f"embeddings-{_code_version(annotate)}.jsonl"
            self._known = _read_cache(self._file)

    def __call__(self, pictures: Iterable[np.ndarray]) -> list[Embedding]:
        """Embed pictures.

        Parameters
        ----------
        pictures
            uint8 ``[H, W, 3]`` sRGB each.

        Returns
        -------
        list of Embedding
            One a picture, in the order given.

        Raises
        ------
        EmbedError
            If node or its packages are missing, or a picture could not be processed.
        """
        keys: list[str] = []
        with tempfile.TemporaryDirectory(prefix="facepencil-") as folder:
            new: dict[str, str] = {}
            for picture in pictures:
                key = content_key(picture)
                keys.append(key)
                path = str(Path(folder) / f"{key}.png")
                if key not in self._known and path not in new:
                    Image.fromarray(picture).save(path, compress_level=1)
                    new[path] = key
            if new:
                self._embed(new)
        return [self._known[key] for key in keys]

    def _embed(self, paths: dict[str, str]) -> None:
        """Run node on new pictures, given as key by path; each result is kept as it comes."""
        command = [*_node_command(self.annotate), "-", "--jobs", str(self.jobs)]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        ) as process:
            assert process.stdin is not None and process.stdout is not None
            # If node ended at once, its exit code tells more than the broken pipe.
            with contextlib.suppress(BrokenPipeError):
                process.stdin.write("".join(f"{path}\n" for path in paths))
                process.stdin.close()
            failures = []
            for line in process.stdout:
                record = json.loads(line)
                if "error" in record:
                    failures.append(record["error"])
                else:
                    self._keep(paths[record.pop("file")], record)
        if process.returncode != 0:
            raise EmbedError(f"embed.mjs ended with code {process.returncode}; see its message")
        if failures:
            raise EmbedError(f"{len(failures)} pictures failed, first with: {failures[0]}")
        missing = [key for key in paths.values() if key not in self._known]
        if missing:
            raise EmbedError(f"embed.mjs gave no result for {len(missing)} pictures")

    def _keep(self, key: str, record: dict) -> None:
        self._known[key] = Embedding.from_json(record)
        if self._file is not None:
            with self._file.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"key": key, **record}, separators=(",", ":")) + "\n")


def content_key(picture: np.ndarray) -> str:
    """SHA-256 of a picture's shape and pixels.

    Raises
    ------
    ValueError
        If it is not uint8 ``[H, W, 3]``.
    """
    if picture.dtype != np.uint8 or picture.ndim != 3 or picture.shape[2] != 3:
        raise ValueError(f"pictures must be uint8 [H, W, 3], not {picture.dtype} {picture.shape}")
    digest = hashlib.sha256(repr(picture.shape).encode())
    digest.update(np.ascontiguousarray(picture).tobytes())
    return digest.hexdigest()


def _node_command(annotate: Path) -> list[str]:
    node = shutil.which("node")
    if node is None:
        raise EmbedError("node is not installed; evaluation needs Node.js 20 or later")
    if not (annotate / "embed.mjs").is_file():
        raise EmbedError(f"{annotate} has no embed.mjs; give the annotate package of the training")
    if not (annotate / "node_modules").is_dir():
        raise EmbedError(f"the node packages are not installed; run: npm ci --prefix {annotate}")
    return [node, str(annotate / "embed.mjs")]


def _code_version(annotate: Path) -> str:
    """Short hash of what decides the results: the scripts and the locked packages."""
    digest = hashlib.sha256()
    scripts: Sequence[Path] = sorted(annotate.glob("lib/*.mjs"))
    for path in (annotate / "embed.mjs", *scripts, annotate / "package-lock.json"):
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _read_cache(path: Path) -> dict[str, Embedding]:
    known: dict[str, Embedding] = {}
    if path.is_file():
        for line in path.read_text(encoding="utf-8").splitlines():
            try:
                record = json.loads(line)
            except json.JSONDecodeError:
                continue  # The run was ended in the middle of a line.
            known[record["key"]] = Embedding.from_json(record)
    return known
