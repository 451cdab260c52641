"""Exported weights back into a trainable network.

Folding loses the norms' own numbers but not what they did, so training can go on from the file
that ships: each convolution takes the folded weights, and its norm takes the scale and shift that
leave its output as it was, measured on real sketches in one forward pass.
"""

from __future__ import annotations

import json
from pathlib import Path

import onnx
import torch
from torch import Tensor, nn

from ..data.batches import BatchSource
from ..data.store import RecordStore
from ..networks.generator import DualGenerators
from .fold import fold_norms
from .onnx_graph import expand_weights

_CALIBRATION_SAMPLES = 16
_FINE = "body.fine."
_LEAN = "encoder.front.lean"


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
        If the file's weights do not fit the networks.
    """
    graph = onnx.load(str(next(folder.glob("*.onnx"))))
    weights = {
        name: torch.from_numpy(value.copy()) for name, value in expand_weights(graph).items()
    }
    main = generators.main
    # A file of a generator without the fine stage starts one with it, which then starts anew.
    grows = not any(name.startswith(_FINE) for name in weights)
    expected = fold_norms(main).state_dict()
    if grows:
        expected = {k: v for k, v in expected.items() if not k.startswith(_FINE)}
    if _LEAN in expected:
        # Models before 0.3.0 do not lean: they go on as they are.
        weights.setdefault(_LEAN, torch.zeros_like(expected[_LEAN]))
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
