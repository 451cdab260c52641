"""Cost of an ONNX graph, counted on the file that is measured.

The rules are those of ``torch.utils.flop_counter``, so that the numbers are the same that
:func:`facepencil_train.networks.blocks.count_flops` finds on the network.
"""

from __future__ import annotations

import math
import tempfile
from pathlib import Path

import onnx
import onnxruntime
from torch.utils.flop_counter import conv_flop_count

# Work that the rules below do not know must not count as nothing.
_REFUSED = {"Einsum", "ConvInteger", "QLinearConv", "MatMulInteger", "QLinearMatMul", "LSTM", "GRU"}
_LARGE = 4096


def _light(model: onnx.ModelProto) -> onnx.ModelProto:
    """The graph with its large weights as inputs: all that shape inference needs."""
    graph = onnx.GraphProto(name=model.graph.name, node=model.graph.node)
    graph.input.extend(model.graph.input)
    graph.output.extend(model.graph.output)
    for initialiser in model.graph.initializer:
        if math.prod(initialiser.dims) < _LARGE:
            graph.initializer.append(initialiser)
        else:
            name, kind, dims = initialiser.name, initialiser.data_type, initialiser.dims
            graph.input.append(onnx.helper.make_tensor_value_info(name, kind, dims))
    return onnx.helper.make_model(
        graph, opset_imports=model.opset_import, ir_version=model.ir_version
    )


def _folded(model: onnx.ModelProto) -> onnx.ModelProto:
    """The graph with its constants computed: the exporter leaves sizes of pads as operators."""
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    with tempfile.TemporaryDirectory() as folder:
        options.optimized_model_filepath = str(Path(folder) / "folded.onnx")
        onnxruntime.InferenceSession(
            model.SerializeToString(), options, providers=["CPUExecutionProvider"]
        )
        return onnx.load(options.optimized_model_filepath)


def _shapes(model: onnx.ModelProto) -> dict[str, list[int]]:
    graph = onnx.shape_inference.infer_shapes(model, data_prop=True).graph
    shapes = {i.name: list(i.dims) for i in graph.initializer}
    for value in [*graph.input, *graph.value_info, *graph.output]:
        shapes[value.name] = [d.dim_value for d in value.type.tensor_type.shape.dim]
    return {name: dims for name, dims in shapes.items() if all(dims)}


def graph_flops(model: onnx.ModelProto) -> int:
    """Floating-point operations of one run: two for each multiply-add, as torch counts.

    Raises
    ------
    ValueError
        If the graph has an operator that these rules cannot count, or a size that is not static.
    """
    folded = _folded(_light(model))
    try:
        return _count(folded, _shapes(folded))
    except KeyError as error:
        raise ValueError(f"the size of {error} is not static") from error


def _count(model: onnx.ModelProto, shapes: dict[str, list[int]]) -> int:
    total = 0
    for node in model.graph.node:
        if node.op_type in _REFUSED:
            raise ValueError(f"no rule for the cost of {node.op_type}")
        if node.op_type in ("Conv", "ConvTranspose"):
            x, w = (shapes[name] for name in node.input[:2])
            transposed = node.op_type == "ConvTranspose"
            total += conv_flop_count(x, w, shapes[node.output[0]], transposed)
        elif node.op_type == "MatMul":
            total += 2 * math.prod(shapes[node.output[0]]) * shapes[node.input[0]][-1]
        elif node.op_type == "Gemm":
            turned = any(a.name == "transA" and a.i for a in node.attribute)
            depth = shapes[node.input[0]][0 if turned else 1]
            total += 2 * math.prod(shapes[node.output[0]]) * depth
    return total


def graph_parameters(model: onnx.ModelProto) -> int:
    """Number of weights, whether stored as float32 or as int8; the scales of int8 do not count."""
    kinds = (onnx.TensorProto.FLOAT, onnx.TensorProto.FLOAT16, onnx.TensorProto.INT8)
    return sum(
        math.prod(i.dims)
        for i in model.graph.initializer
        if i.data_type in kinds and not i.name.endswith(".scale")
    )
