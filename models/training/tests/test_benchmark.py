"""The yardstick has the paper's size, and costs counted on files are those of the networks."""

import io
import json
import subprocess
import sys

import numpy as np
import onnx
import pytest
import torch

from facepencil_train.benchmark.cost import describe
from facepencil_train.benchmark.graph import graph_flops, graph_parameters
from facepencil_train.benchmark.reference import export_network
from facepencil_train.export.fold import fold_norms
from facepencil_train.export.onnx_graph import float_graph, quantise_weights
from facepencil_train.networks.blocks import count_flops, count_parameters
from facepencil_train.networks.generator import GeneratorConfig, MainGenerator
from facepencil_train.networks.paper import PaperGenerator, randomise
from facepencil_train.networks.style import STYLE_SIZE


@pytest.mark.parametrize(("classifier", "gigaflops"), [(True, 441), (False, 84)])
def test_the_papers_generator_has_its_published_size(classifier, gigaflops):
    # On the meta device nothing is allocated and nothing computed.
    with torch.device("meta"):
        generator = PaperGenerator(classifier)
        ink = torch.zeros(1, 1, 256, 256)
    assert count_flops(generator, ink) / 1e9 == pytest.approx(gigaflops, rel=0.01)
    if classifier:
        assert count_parameters(generator) / 1e6 == pytest.approx(106, rel=0.01)


@pytest.fixture(scope="module")
def small():
    generator = PaperGenerator(classifier=False, width=2, blocks=1)
    randomise(generator)
    return generator.eval()


def test_the_exported_reference_is_the_network(small, tmp_path):
    path = tmp_path / "paper.onnx"
    export_network(small, path)
    cost = describe(path)
    ink = torch.rand(1, 1, 256, 256, generator=torch.Generator().manual_seed(0))
    assert cost["flops"] == count_flops(small, ink)
    # The exporter writes ones and zeros as weights of the norms, which have none.
    assert cost["parameters"] == pytest.approx(count_parameters(small), rel=0.05)
    assert cost["bytes"] > 4 * count_parameters(small)
    assert serve(path, tmp_path, ink.numpy()) == pytest.approx(made(small, ink), abs=1e-3)


def made(network, *inputs):
    with torch.no_grad():
        return network(*inputs).numpy()


def serve(path, folder, ink):
    """One face of the native runner, asked as the bench asks it."""
    ink.tofile(folder / "ink")
    inputs = [{"name": "ink", "dims": ink.shape, "path": str(folder / "ink")}]
    requests = [
        {"do": "load", "graph": str(path), "inputs": inputs},
        {"do": "run"},
        {"do": "save", "path": str(folder / "image")},
        {"do": "load", "graph": str(folder / "missing"), "inputs": []},
    ]
    done = subprocess.run(
        [sys.executable, "-m", "facepencil_train.benchmark.native"],
        input="".join(json.dumps(r) + "\n" for r in requests),
        capture_output=True,
        text=True,
        check=True,
    )
    replies = [json.loads(line) for line in done.stdout.splitlines()]
    assert replies[1]["milliseconds"] > 0
    assert "error" in replies[3]
    return np.fromfile(folder / "image", np.float32).reshape(replies[2]["dims"])


def test_costs_of_our_file_are_those_of_the_network():
    sizes = GeneratorConfig(widths=(8, 16, 32, 32), blocks=(1, 1, 1, 1), ink_channels=8, code=8)
    generator = MainGenerator(sizes).eval()
    # Weights that are alike, as fresh ones of zeros are, would be stored once.
    for parameter in generator.parameters():
        torch.nn.init.normal_(parameter, std=0.1)
    inputs = torch.zeros(1, 1, 256, 256), torch.zeros(1, STYLE_SIZE)
    graph = float_graph(generator)
    flops = count_flops(generator, *inputs)
    assert graph_flops(graph) == pytest.approx(flops, rel=1e-3)
    stored = quantise_weights(graph)
    assert graph_flops(stored) == graph_flops(graph)
    assert graph_parameters(stored) == graph_parameters(graph)
    assert graph_parameters(graph) == count_parameters(fold_norms(generator))


def test_work_that_no_rule_counts_is_refused():
    class Sums(torch.nn.Module):
        def forward(self, x):
            return torch.einsum("bchw,bdhw->bcd", x, x)

    file = io.BytesIO()
    torch.onnx.export(Sums(), (torch.zeros(1, 2, 4, 4),), file, opset_version=17, dynamo=False)
    with pytest.raises(ValueError, match="Einsum"):
        graph_flops(onnx.load_from_string(file.getvalue()))
