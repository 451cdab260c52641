"""The paper's generator as ONNX files with random weights, made once and kept."""

from __future__ import annotations

import hashlib
import logging
import warnings
from pathlib import Path

import torch

from ..export.onnx_graph import OPSET
from ..networks import paper, sap
from ..sketch.stroke import CANVAS

VARIANTS = {"full": True, "lean": False}
"""Name of a variant and whether the distortion classifier is in it."""


def _fingerprint() -> str:
    """Changes whenever the networks or their export do."""
    sources = (paper.__file__, sap.__file__, __file__)
    text = b"".join(Path(source).read_bytes() for source in sources) + torch.__version__.encode()
    return hashlib.sha256(text).hexdigest()[:12]


def export_network(generator: torch.nn.Module, path: Path) -> None:
    """A generator of ink alone to float32 ONNX, static shapes; the file is whole or not there."""
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    partial = path.with_suffix(".partial")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            generator.eval(),
            (torch.zeros(1, 1, CANVAS, CANVAS),),
            str(partial),
            input_names=["ink"],
            output_names=["image"],
            opset_version=OPSET,
            dynamo=False,
        )
    partial.rename(path)


def reference_files(folder: Path) -> dict[str, Path]:
    """Path of every variant; writes those that are not there, removes those of older sources."""
    folder.mkdir(parents=True, exist_ok=True)
    fingerprint = _fingerprint()
    files = {name: folder / f"paper-{name}.{fingerprint}.onnx" for name in VARIANTS}
    for old in folder.glob("paper-*.onnx"):
        if old not in files.values():
            old.unlink()
    for name, path in files.items():
        if not path.exists():
            generator = paper.PaperGenerator(classifier=VARIANTS[name])
            paper.randomise(generator)
            export_network(generator, path)
    return files
