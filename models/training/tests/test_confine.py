"""Looks that are of faces alone: what learns, what it learns, and what is written."""

import argparse
import hashlib
import json

import numpy as np
import onnx
import pytest
import torch
from test_export import SIZES, export_args
from test_training import SMALL, train_args

from facepencil_train.data.batches import BatchSource
from facepencil_train.data.store import RecordStore
from facepencil_train.export import run as export
from facepencil_train.export.onnx_graph import float_graph, with_weights
from facepencil_train.export.unfold import exported_weights
from facepencil_train.look import confine
from facepencil_train.look.basis import FILE
from facepencil_train.networks.blocks import looks_in
from facepencil_train.networks.generator import Made, MainGenerator
from facepencil_train.networks.style import ASKED_SIZE
from facepencil_train.prepare.style import REGIONS
from facepencil_train.training import checkpoint
from facepencil_train.training import run as train
from facepencil_train.training.config import CONFIGS


@pytest.fixture(autouse=True, scope="module")
def small_config():
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(CONFIGS, "small", SMALL)
        yield


def is_look(name):
    return name.endswith("film.look.weight")


def generator_of(region):
    """One to which all is one region, and whose looks change it."""
    torch.manual_seed(0)
    generator = MainGenerator(SIZES).eval()
    with torch.no_grad():
        for look in looks_in(generator).values():
            look.weight.normal_(0, 1e-3)
        # Behind colours and alpha; four pixels of a channel stand together until they are shuffled.
        generator.body.to_image.bias.view(-1, 4)[4 + REGIONS.index(region)] += 50
    return generator


def regions(*columns):
    """Logits of pictures 8 pixels high, a region a column."""
    logits = torch.full((1, len(REGIONS), 8, len(columns)), -100.0)
    for column, region in enumerate(columns):
        logits[:, REGIONS.index(region), :, column] = 100
    return logits


def test_skin_is_to_be_as_with_the_look_and_every_other_region_as_with_the_mean_look():
    columns = ("skin", "hair", "background", "clothing")
    plain = Made(torch.full((1, 4, 8, 4), -1.0), regions(*columns), [])
    looking = Made(torch.full((1, 4, 8, 4), 1.0), regions(*columns), [])
    wanted = torch.full((1, 4, 8, 4), -1.0)
    wanted[..., 0] = 1
    assert not any(confine.differences(wanted, looking, plain).values())
    for index, region in enumerate(columns):
        made = wanted.clone()
        made[:, :, :4, index] *= 0.5
        found = {k: float(v) for k, v in confine.differences(made, looking, plain).items()}
        assert found == {**dict.fromkeys(columns, 0.0), region: pytest.approx(0.25)}


def test_where_a_look_bares_skin_it_may():
    plain = Made(torch.full((1, 4, 8, 1), -1.0), regions("hair"), [])
    looking = Made(torch.full((1, 4, 8, 1), 1.0), regions("skin"), [])
    assert not any(confine.differences(looking.image, looking, plain).values())


@pytest.mark.parametrize("region", ["skin", "background"])
def test_looks_stay_in_faces_and_go_from_what_is_none_and_nothing_but_looks_learns(
    records, region, monkeypatch
):
    generator = generator_of(region)
    source = BatchSource(RecordStore([records], "train"), 2, seed=1)
    batch = source.batch(0)
    before = {k: v.clone() for k, v in generator.state_dict().items()}

    def pictures():
        mean = batch.aligned_style.clone()
        mean[:, ASKED_SIZE:] = 0.5
        with torch.no_grad():
            return [generator.make(batch.aligned_ink, s).image for s in (batch.aligned_style, mean)]

    own, plain = pictures()
    monkeypatch.setattr(confine, "_RATE", 1e-4)
    confine.confine_looks(generator, source, 8)
    made, still = pictures()
    assert torch.equal(still, plain), "the mean look is what it was"
    of_look = (own - plain).abs().mean()
    assert of_look > 0.01
    if region == "skin":
        assert (made - own).abs().mean() < 0.1 * of_look
    else:
        assert (made - plain).abs().mean() < 0.7 * of_look
        moved = {k for k, v in generator.state_dict().items() if not torch.equal(v, before[k])}
        assert moved
        assert all(is_look(name) for name in moved)


def test_weights_of_a_shipped_graph_change_under_their_names_alone():
    graph = float_graph(MainGenerator(SIZES).eval())
    name = next(i.name for i in graph.graph.initializer if is_look(i.name))
    stored = {i.name: onnx.numpy_helper.to_array(i) for i in graph.graph.initializer}
    other = np.ones_like(stored[name])
    changed = with_weights(graph, {name: other}).graph.initializer
    for initialiser in changed:
        value = onnx.numpy_helper.to_array(initialiser)
        assert np.array_equal(
            value, other if initialiser.name == name else stored[initialiser.name]
        )
    with pytest.raises(KeyError):
        with_weights(graph, {"no such weight": other})


def confine_args(records, model, out):
    parser = argparse.ArgumentParser()
    confine.add_arguments(parser)
    flags = ["--records", records, "--model", model, "--out", out, "--version", "0.0.2"]
    return parser.parse_args([str(f) for f in [*flags, "--steps", 2, "--config", "small"]])


def test_the_command_writes_the_model_anew_with_other_looks(records, face_models, tmp_path):
    run, model, out = (tmp_path / name for name in ("run", "model", "out"))
    train.run(train_args(records, face_models, run, 4))
    export.run(export_args(records, run, model))
    with pytest.raises(SystemExit, match="knows no looks"):
        confine.run(confine_args(records, model, out))
    assert not out.exists()
    path = checkpoint.newest(run)
    state = checkpoint.read(path)
    for name, weight in state["ema"].items():
        if is_look(name):
            weight.normal_(0, 1e-3)
    torch.save(state, path)
    export.run(export_args(records, run, model))
    (model / FILE).write_bytes(b"a basis")
    confine.run(confine_args(records, model, out))
    before, after = exported_weights(model), exported_weights(out)
    moved = {k for k, v in after.items() if not torch.equal(v, before[k])}
    assert moved == {name for name in before if is_look(name)}
    old, new = (json.loads((of / "manifest.json").read_text()) for of in (model, out))
    data = (out / "facepencil.onnx").read_bytes()
    assert new["sha256"] == hashlib.sha256(data).hexdigest()
    assert (new["bytes"], new["version"]) == (len(data), "0.0.2")
    assert new["training"] == old["training"], "no photo was looked at"
    assert (out / FILE).read_bytes() == b"a basis"


def test_a_folder_without_a_model_is_told(records, tmp_path):
    with pytest.raises(SystemExit, match="no exported model"):
        confine.run(confine_args(records, tmp_path, tmp_path / "out"))
    assert not (tmp_path / "out").exists()
