"""The shipped graph: static shapes, opset 17, weights as per-channel int8 that expand at load.

Each large weight is stored as int8 with one scale an output channel, and ``Cast`` and ``Mul``
bring it back to float32. onnxruntime folds both into a constant when it creates the session, so
the graph that runs is the float one; the file is a quarter of its size. ``DequantizeLinear``
would say the same but is kept out of constant folding for quantised kernels.
"""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Mapping

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from ..networks.generator import MainGenerator
from ..networks.style import STYLE_SIZE
from ..sketch.stroke import CANVAS
from .fold import fold_norms
from .rounding import to_int8

OPSET = 17
INPUTS = ("ink", "style")
OUTPUT = "image"


def float_graph(generator: MainGenerator) -> onnx.ModelProto:
    """The generator as a float32 ONNX graph, norms folded."""
    folded = fold_norms(generator)
    example = torch.zeros(1, 1, CANVAS, CANVAS), torch.zeros(1, STYLE_SIZE)
    file = io.BytesIO()
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    with warnings.catch_warnings():
        # The tracing exporter is deprecated, but writes opset 17 without conversion.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            folded,
            example,
            file,
            input_names=list(INPUTS),
            output_names=[OUTPUT],
            opset_version=OPSET,
            dynamo=False,
            do_constant_folding=True,
        )
    model = onnx.load_from_string(file.getvalue())
    onnx.checker.check_model(model)
    return model


def quantise_weights(model: onnx.ModelProto) -> onnx.ModelProto:
    """A copy of a float graph whose large weights are int8 with a scale an output channel."""
    result = onnx.ModelProto()
    result.CopyFrom(model)
    graph = result.graph
    kept, nodes = [], []
    for initialiser in graph.initializer:
        value = numpy_helper.to_array(initialiser)
        # Output channels are the first axis of convolutions and of transposed Gemm weights.
        rounded = to_int8(value) if value.dtype == np.float32 else None
        if rounded is None:
            kept.append(initialiser)
            continue
        name = initialiser.name
        kept += [numpy_helper.from_array(v, part) for part, v in _named(name, rounded).items()]
        cast = helper.make_node("Cast", [f"{name}.int8"], [f"{name}.cast"], to=TensorProto.FLOAT)
        nodes += [cast, helper.make_node("Mul", [f"{name}.cast", f"{name}.scale"], [name])]
    operators = list(graph.node)
    del graph.initializer[:], graph.node[:]
    graph.initializer.extend(kept)
    graph.node.extend(nodes + operators)
    onnx.checker.check_model(result)
    return result


def expand_weights(model: onnx.ModelProto) -> dict[str, np.ndarray]:
    """Every float weight of a shipped graph by name; the inverse of :func:`quantise_weights`."""
    stored = {i.name: numpy_helper.to_array(i) for i in model.graph.initializer}
    result = {}
    for name, value in stored.items():
        if name.endswith(".int8"):
            base = name.removesuffix(".int8")
            result[base] = value.astype(np.float32) * stored[f"{base}.scale"]
        elif not name.endswith(".scale"):
            result[name] = value
    return result


def with_weights(model: onnx.ModelProto, values: Mapping[str, np.ndarray]) -> onnx.ModelProto:
    """A copy of a shipped graph with other float weights under some names; all others as they were.

    Raises
    ------
    KeyError
        If the graph has no weight of a name.
    """
    result = onnx.ModelProto()
    result.CopyFrom(model)
    stored = {initialiser.name: initialiser for initialiser in result.graph.initializer}
    for name, value in values.items():
        rounded = to_int8(value) if f"{name}.int8" in stored else None
        parts = {name: value} if rounded is None else _named(name, rounded)
        for part, tensor in parts.items():
            stored[part].CopyFrom(numpy_helper.from_array(tensor, part))
    return result


def _named(name: str, rounded: tuple[np.ndarray, np.ndarray]) -> dict[str, np.ndarray]:
    codes, scale = rounded
    return {f"{name}.int8": codes, f"{name}.scale": scale}


def run_graph(model: onnx.ModelProto, ink: np.ndarray, style: np.ndarray) -> np.ndarray:
    """One forward pass in onnxruntime on the CPU."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), options, providers=["CPUExecutionProvider"]
    )
    return session.run([OUTPUT], {"ink": ink, "style": style})[0]
