"""Checkpoint to ONNX: folding, quantisation, parity, the manifest and the way back."""

import argparse
import copy
import hashlib
import json
from dataclasses import replace

import numpy as np
import onnx
import pytest
import torch
from test_training import SMALL, train_args

from facepencil_train.data.batches import BatchSource
from facepencil_train.data.store import RecordStore
from facepencil_train.export import run as export
from facepencil_train.export.fold import fold_norms
from facepencil_train.export.onnx_graph import (
    expand_weights,
    float_graph,
    quantise_weights,
    run_graph,
)
from facepencil_train.export.rounding import _moved, correct_biases, to_int8
from facepencil_train.export.unfold import load_exported
from facepencil_train.networks.generator import DualGenerators, GeneratorConfig, MainGenerator
from facepencil_train.networks.style import ASKED_SIZE, STYLE_SIZE
from facepencil_train.training import checkpoint
from facepencil_train.training import run as train
from facepencil_train.training.config import CONFIGS
from facepencil_train.training.ema import Ema
from facepencil_train.training.networks import Networks
from facepencil_train.training.objective import Objective
from facepencil_train.training.precision import Precision

SIZES = GeneratorConfig(widths=(8, 16, 32, 32), blocks=(1, 1, 1, 1), ink_channels=8, code=8)


@pytest.fixture(scope="module")
def generator():
    torch.manual_seed(0)
    generator = MainGenerator(SIZES)
    for module in generator.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            torch.nn.init.normal_(module.weight, 1, 0.2)
            torch.nn.init.normal_(module.running_mean, 0, 0.2)
    return generator.eval()


@pytest.fixture(scope="module")
def inputs():
    rng = np.random.default_rng(0)
    ink = (rng.random((1, 1, 256, 256)) > 0.95).astype(np.float32)
    return ink, rng.random((1, STYLE_SIZE)).astype(np.float32)


def made(network, ink, style):
    with torch.no_grad():
        return network(torch.from_numpy(ink), torch.from_numpy(style)).numpy()


def test_folding_keeps_the_function_and_removes_every_norm(generator, inputs):
    folded = fold_norms(generator)
    assert not any(isinstance(m, torch.nn.BatchNorm2d) for m in folded.modules())
    assert np.abs(made(folded, *inputs) - made(generator, *inputs)).max() < 1e-5


def test_the_graph_is_the_network(generator, inputs):
    graph = float_graph(generator)
    assert graph.opset_import[0].version == 17
    assert not any(n.op_type == "BatchNormalization" for n in graph.graph.node)
    shape = [d.dim_value for d in graph.graph.output[0].type.tensor_type.shape.dim]
    assert shape == [1, 4, 256, 256]
    assert np.abs(run_graph(graph, *inputs) - made(generator, *inputs)).max() < 1e-4


def test_int8_weights_take_a_quarter_and_cost_little(generator, inputs):
    graph = float_graph(generator)
    small = quantise_weights(graph)
    assert small.ByteSize() < 0.45 * graph.ByteSize()
    assert np.abs(run_graph(small, *inputs) - run_graph(graph, *inputs)).mean() < 0.01
    exact = {i.name: onnx.numpy_helper.to_array(i) for i in graph.graph.initializer}
    for name, value in expand_weights(small).items():
        assert np.abs(value - exact[name]).max() <= np.abs(exact[name]).max() / 254 + 1e-7


@pytest.mark.parametrize("groups", [1, 8])
def test_a_layer_keeps_its_mean_output_when_its_weights_are_rounded(groups):
    torch.manual_seed(0)
    layer = torch.nn.Conv2d(16, 16, 8, groups=groups)
    codes, scale = to_int8(layer.weight.detach().numpy())
    rounded = copy.deepcopy(layer)
    rounded.weight.data = torch.from_numpy(codes * scale)
    x = torch.rand(4, 16, 32, 32) * torch.rand(16)[:, None, None]
    with torch.no_grad():
        moved = (rounded(x) - layer(x)).mean(dim=(0, 2, 3))
        assert torch.allclose(_moved(layer, x.mean(dim=(0, 2, 3))), moved, atol=2e-5)
    assert moved.abs().mean() > 2e-4


def test_corrected_biases_make_rounded_weights_cost_less(records, generator):
    source = BatchSource(RecordStore([records], "train"), 4, seed=1)
    before = {k: v.clone() for k, v in generator.state_dict().items()}
    corrected = correct_biases(generator, source, batches=2)
    assert all(v.equal(before[k]) for k, v in generator.state_dict().items())
    exact, *graphs = (float_graph(of) for of in (generator, generator, corrected))
    batch = source.batch(5)
    ink, style = batch.aligned_ink[:1].numpy(), batch.aligned_style[:1].numpy()
    wanted = run_graph(exact, ink, style)
    plain, better = (
        np.square(run_graph(quantise_weights(g), ink, style) - wanted).mean() for g in graphs
    )
    assert better < 0.6 * plain


def test_rounding_what_was_rounded_changes_nothing(records, generator):
    rounded = fold_norms(generator)
    for module in rounded.modules():
        if isinstance(module, torch.nn.Conv2d | torch.nn.Linear):
            found = to_int8(module.weight.detach().numpy())
            if found:
                module.weight.data = torch.from_numpy(found[0] * found[1])
    source = BatchSource(RecordStore([records], "train"), 4, seed=1)
    again = correct_biases(rounded, source, batches=1)
    for name, value in again.state_dict().items():
        assert torch.allclose(value, rounded.state_dict()[name], atol=1e-5), name


@pytest.fixture(scope="module")
def trained(records, face_models, tmp_path_factory):
    """A run of three steps with its checkpoint."""
    torch.manual_seed(0)
    networks = Networks.create(SMALL)
    objective = Objective(
        SMALL, networks, face_models, Precision(False), Ema(networks.generators, 0.5).network
    )
    source = BatchSource(RecordStore([records], "train"), 2, seed=1)
    for step in range(3):
        objective.step(source.batch(step), step)
    folder = tmp_path_factory.mktemp("run")
    checkpoint.save(folder, 3, 12, SMALL, networks, Ema(networks.generators, 0.9), objective)
    return folder


def export_args(records, folder, out):
    parser = argparse.ArgumentParser()
    export.add_arguments(parser)
    flags = ["--records", records, "--run", folder, "--out", out]
    flags += ["--version", "0.0.1", "--data", "drawn portraits", "--calibration", 16]
    return parser.parse_args([str(f) for f in flags])


def test_export_writes_a_model_and_a_manifest_that_describes_it(records, trained, tmp_path):
    export.run(export_args(records, trained, tmp_path))
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    data = (tmp_path / "facepencil.onnx").read_bytes()
    assert manifest["sha256"] == hashlib.sha256(data).hexdigest()
    assert manifest["bytes"] == len(data)
    assert [i["shape"] for i in manifest["inputs"]] == [[1, 1, 256, 256], [1, STYLE_SIZE]]
    assert len(manifest["style"]["layout"]) == STYLE_SIZE
    assert manifest["training"]["samples"] == 12
    for style in manifest["style"]["statistics"]["samples"]:
        assert set(style) == {"skin", "hair", "background", "clothing"}
        assert all(len(v) == 7 and v.startswith("#") for v in style.values())


def test_frame_styles_and_people_can_be_those_of_the_model_that_a_run_went_on_from(
    records, trained, tmp_path
):
    first, second = tmp_path / "first", tmp_path / "second"
    export.run(export_args(records, trained, first))
    manifest = json.loads((first / "manifest.json").read_text())
    manifest["frame"]["bounds"]["mean"] = [1, 2, 3, 4]
    manifest["training"]["people"] = 7000
    manifest["style"]["statistics"]["samples"] = manifest["style"]["statistics"]["samples"][:1]
    (first / "manifest.json").write_text(json.dumps(manifest))
    args = export_args(records, trained, second)
    args.statistics = first
    export.run(args)
    taken = json.loads((second / "manifest.json").read_text())
    assert taken["frame"] == manifest["frame"]
    assert taken["style"] == manifest["style"]
    assert taken["training"]["people"] == 7000
    args = export_args(records, trained, tmp_path / "third")
    args.statistics = tmp_path
    with pytest.raises(SystemExit, match="--statistics"):
        export.run(args)
    assert not (tmp_path / "third").exists(), "nothing is written"


def test_a_run_goes_on_from_what_ships_and_keeps_what_it_was_but_for_what_it_learns(
    records, face_models, trained, inputs, tmp_path, monkeypatch
):
    monkeypatch.setattr("facepencil_train.training.config._DISCRIMINATORS_FIRST", 2)
    monkeypatch.setitem(CONFIGS, "small", replace(SMALL, settled_after=0))
    first, run, second = (tmp_path / name for name in ("first", "run", "second"))
    export.run(export_args(records, trained, first))
    args = train_args(records, face_models, run, 14)
    args.init = first
    train.run(args)
    state = checkpoint.read(checkpoint.newest(run))
    assert (state["step"], state["samples"]) == (3, 14), "12 of the model, and one step"
    export.run(export_args(records, run, second))
    ink, style = inputs
    # Looks are learned faster than all else, for they start as nothing: so of the mean one.
    plain = style.copy()
    plain[:, ASKED_SIZE:] = 0.5
    before, after = (
        run_graph(onnx.load(str(folder / "facepencil.onnx")), ink, plain)
        for folder in (first, second)
    )
    assert 0 < np.abs(before - after).max() < 0.01


def test_a_graph_that_is_not_the_network_is_refused(records, trained, tmp_path, monkeypatch):
    other = MainGenerator(SIZES).eval()
    with torch.no_grad():
        other.body.to_image.bias.fill_(1.0)
    monkeypatch.setattr(export, "float_graph", lambda generator: float_graph(other))
    with pytest.raises(SystemExit, match="refused"):
        export.run(export_args(records, trained, tmp_path))
    assert not list(tmp_path.iterdir())


def test_training_can_go_on_from_an_exported_model(records, trained, tmp_path):
    """The unfolded network makes, in training mode too, what the exported file makes."""
    export.run(export_args(records, trained, tmp_path))
    config = checkpoint.config_of(checkpoint.read(checkpoint.newest(trained)))
    torch.manual_seed(5)
    generators = DualGenerators(config.generator)
    assert load_exported(generators, tmp_path, [records]) == 12
    graph = onnx.load(str(tmp_path / "facepencil.onnx"))
    batch = BatchSource(RecordStore([records], "train"), 16, seed=0).batch(0)
    generators.train()
    with torch.no_grad():
        image = generators.main(batch.deformed_ink, batch.deformed_style).numpy()
    expected = run_graph(
        graph,
        np.ascontiguousarray(batch.deformed_ink[:1].numpy()),
        batch.deformed_style[:1].numpy(),
    )
    assert np.abs(image[:1] - expected).max() < 1e-3


def test_a_model_from_before_attention_leaned_goes_on_without_leaning(records, trained, tmp_path):
    export.run(export_args(records, trained, tmp_path))
    path = tmp_path / "facepencil.onnx"
    graph = onnx.load(str(path))
    (lean,) = [i for i in graph.graph.initializer if i.name.endswith("front.lean")]
    graph.graph.initializer.remove(lean)
    onnx.save(graph, str(path))
    config = checkpoint.config_of(checkpoint.read(checkpoint.newest(trained)))
    generators = DualGenerators(config.generator)
    load_exported(generators, tmp_path, [records])
    assert not generators.main.encoder.front.lean.any()
