"""Exported weights back into a trainable network.

Folding loses the norms' own numbers but not what they did, so training can go on from the file
that ships: each convolution takes the folded weights, and its norm takes the scale and shift that
leave its output as it was, measured on real sketches in one forward pass.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import onnx
import torch
from torch import Tensor, nn

from ..data.batches import BatchSource
from ..data.store import RecordStore
from ..networks.generator import DualGenerators, MainGenerator
from .fold import fold_norms
from .onnx_graph import expand_weights

_CALIBRATION_SAMPLES = 16
_FINE = "body.fine."
_LEAN = "encoder.front.lean"
_LOOK = ".film.look.weight"


class _Calibrate(nn.Module):
    """Stands in for a norm once: reads its input's statistics and becomes neutral to them."""

    def __init__(self, norm: nn.BatchNorm2d, bias: Tensor) -> None:
        super().__init__()
        self.norm, self.bias = norm, bias

    def forward(self, x: Tensor) -> Tensor:
        mean = x.mean(dim=(0, 2, 3))
        deviation = torch.sqrt(x.var(dim=(0, 2, 3), unbiased=False) + self.norm.eps)
        self.norm.running_mean.copy_(mean)
        self.norm.running_var.copy_(deviation**2 - self.norm.eps)
        self.norm.weight.copy_(deviation)
        self.norm.bias.copy_(mean + self.bias)
        return x + self.bias[:, None, None]


def _norm_pairs(module: nn.Module) -> list[tuple[str, nn.Sequential]]:
    return [
        (name, m)
        for name, m in module.named_modules()
        if isinstance(m, nn.Sequential) and len(m) == 2 and isinstance(m[1], nn.BatchNorm2d)
    ]


def exported_weights(folder: Path) -> dict[str, Tensor]:
    """Every float weight of the one ``*.onnx`` file of an exported model, by name.

    Raises
    ------
    ValueError
        If the folder has no such file.
    """
    file = next(folder.glob("*.onnx"), None)
    if file is None:
        raise ValueError(f"{folder} has no exported model (*.onnx)")
    graph = onnx.load(str(file))
    return {name: torch.from_numpy(value.copy()) for name, value in expand_weights(graph).items()}


def has_doubling(folder: Path) -> bool:
    """Whether an exported model has the stage at 512 pixels; errors of :func:`exported_weights`."""
    return any(name.startswith(_FINE) for name in exported_weights(folder))


@torch.no_grad()
def put_doubling_on(generator: MainGenerator, folder: Path) -> MainGenerator:
    """A generator that ends at 256 pixels with an exported model's stage at 512 on top.

    The stage reads features and picture of the 256 body, which hardly change where training goes
    on: so the body can be trained further, on other photos too, and keep it.

    Parameters
    ----------
    generator
        Evaluated, its norms settled; not changed.
    folder
        An exported model that gives 512 pixels.

    Returns
    -------
    MainGenerator
        Norms folded: to be exported, not trained.

    Raises
    ------
    ValueError
        If the generator has such a stage itself, or the exported model has none, or one for a body
        of other widths.
    """
    if generator.body.fine is not None:
        raise ValueError("the run has a stage at 512 pixels of its own")
    weights = {k: v for k, v in exported_weights(folder).items() if k.startswith(_FINE)}
    last = weights.get(f"{_FINE}to_rest.weight")
    if last is None:
        raise ValueError(f"{folder} has no stage at 512 pixels")
    grown = MainGenerator(replace(generator.config, fine=last.shape[1])).eval()
    grown.load_state_dict(generator.state_dict(), strict=False)
    folded = fold_norms(grown)
    fine = {k: v for k, v in folded.state_dict().items() if k.startswith(_FINE)}
    _add_looks(weights, fine)
    own = {k: v.shape for k, v in fine.items()}
    if own != {k: v.shape for k, v in weights.items()}:
        raise ValueError(f"the stage at 512 pixels of {folder} is for a body of other widths")
    folded.load_state_dict(weights, strict=False)
    return folded


def _add_looks(weights: dict[str, Tensor], expected: dict[str, Tensor]) -> None:
    """Weights of looks for those of a model before 0.10.0: it knows none, and goes on as it is."""
    for name, value in expected.items():
        if name.endswith(_LOOK):
            weights.setdefault(name, torch.zeros_like(value))


@torch.no_grad()
def load_exported(generators: DualGenerators, folder: Path, records: list[Path]) -> int:
    """Load an exported model into fresh generators.

    Parameters
    ----------
    generators
        Networks of the configuration that the model was exported from; changed in place. The
        auxiliary encoder, which does not ship, starts from the main one where they are alike.
    folder
        Holds the one ``*.onnx`` file and its manifest.
    records
        Prepared records for the measurement.

    Returns
    -------
    int
        Samples that the model has seen, as its manifest says; 0 without a manifest.

    Raises
    ------
    ValueError
        If there is no such file, or its weights do not fit the networks.
    """
    weights = exported_weights(folder)
    main = generators.main
    # A file of a generator without the fine stage starts one with it, which then starts anew.
    grows = not any(name.startswith(_FINE) for name in weights)
    expected = fold_norms(main).state_dict()
    if grows:
        expected = {k: v for k, v in expected.items() if not k.startswith(_FINE)}
    if _LEAN in expected:
        # Models before 0.3.0 do not lean: they go on as they are.
        weights.setdefault(_LEAN, torch.zeros_like(expected[_LEAN]))
    _add_looks(weights, expected)
    missing = [k for k, v in expected.items() if k not in weights or weights[k].shape != v.shape]
    if missing:
        raise ValueError(f"{folder} does not fit this configuration: {', '.join(missing[:5])}")
    pairs = [(n, p) for n, p in _norm_pairs(main) if not (grows and n.startswith(_FINE))]
    own = main.state_dict()
    main.load_state_dict({k: weights.get(k, v) for k, v in own.items()})
    for name, pair in pairs:
        pair[1] = _Calibrate(pair[1], weights[f"{name}.0.bias"])
    source = BatchSource(RecordStore(records, "train"), _CALIBRATION_SAMPLES, seed=0)
    batch = source.batch(0)
    main.train()
    main(batch.deformed_ink, batch.deformed_style)
    for _, pair in pairs:
        pair[1] = pair[1].norm
    if generators.auxiliary_encoder is not None:
        alike = generators.auxiliary_encoder.state_dict()
        source_state = main.encoder.state_dict()
        fitting = {
            k: source_state[k]
            for k, v in alike.items()
            if k in source_state and source_state[k].shape == v.shape
        }
        generators.auxiliary_encoder.load_state_dict(alike | fitting)
    manifest = folder / "manifest.json"
    if not manifest.is_file():
        return 0
    return json.loads(manifest.read_text())["training"]["samples"]
