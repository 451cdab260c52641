"""Looks: drawn, measured, told to the generator, and free of what a sketch says."""

import argparse
import re
from dataclasses import replace

import numpy as np
import onnx
import pytest
import torch
from test_export import SIZES, export_args
from test_training import SMALL, train_args

from facepencil_train.data.batches import BatchSource, collate
from facepencil_train.data.sample import make_sample
from facepencil_train.data.store import RecordStore
from facepencil_train.export import run as export
from facepencil_train.export.unfold import exported_weights, load_exported
from facepencil_train.look import run as look
from facepencil_train.look.basis import FILE, LookBasis, People, fit_basis
from facepencil_train.look.features import BLOCKS
from facepencil_train.look.measure import read_looks, save_looks, see_people
from facepencil_train.look.vector import draw_look, look_numbers
from facepencil_train.networks.generator import DualGenerators, MainGenerator
from facepencil_train.networks.style import ASKED_SIZE, LOOK_SIZE, STYLE_SIZE
from facepencil_train.training import checkpoint
from facepencil_train.training import run as train
from facepencil_train.training.config import CONFIGS
from facepencil_train.training.precision import Precision

COLUMNS = sum(columns for columns, _ in BLOCKS.values())


@pytest.fixture(autouse=True, scope="module")
def small_config():
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(CONFIGS, "small", SMALL)
        patch.setattr("facepencil_train.training.config._DISCRIMINATORS_FIRST", 2)
        yield


def invented_people(count=1200, hidden=6, seed=0):
    """People whose photos are what was made of their sketches, some hidden numbers, and noise."""
    generator = torch.Generator().manual_seed(seed)

    def normal(*shape):
        return torch.randn(*shape, generator=generator)

    sketch, secret = normal(count, 50), normal(count, hidden)
    made = sketch @ normal(50, COLUMNS)
    photos = made + 2 * secret @ normal(hidden, COLUMNS) + normal(count, COLUMNS)
    asked = torch.rand(count, ASKED_SIZE, generator=generator)
    return People(photos, made, asked), sketch, secret


def correlations(a, b):
    a, b = ((x - x.mean(0)) / x.std(0) for x in (a, b))
    return a.T @ b / len(a)


@pytest.fixture(scope="module")
def fitted():
    people, sketch, secret = invented_people()
    return fit_basis(people), people, sketch, secret.numpy()


def test_drawn_looks_lie_in_the_range_of_the_style_and_spread_over_it():
    looks = np.stack([draw_look(np.random.default_rng(i)) for i in range(500)])
    assert looks.shape == (500, LOOK_SIZE)
    assert looks.min() >= 0
    assert looks.max() <= 1
    assert np.allclose(looks.mean(), 0.5, atol=0.01)
    assert np.allclose(looks.std(), 1 / 6, atol=0.01)
    assert look_numbers(np.array([-9.0, 0.0, 9.0])).tolist() == [0, 0.5, 1]


def test_looks_have_one_deviation_and_do_not_hang_together_with_the_sketch(fitted):
    basis, people, sketch, _ = fitted
    looks = basis.looks(people)
    assert np.allclose(looks.mean(axis=0), 0, atol=0.02)
    assert np.allclose(looks.std(axis=0), 1, atol=0.02)
    assert np.abs(correlations(looks, looks) - np.eye(LOOK_SIZE)).max() < 0.05
    assert np.abs(correlations(looks, sketch.numpy())).max() < 0.05
    assert np.abs(correlations(looks, people.asked.numpy())).max() < 0.05


def test_looks_say_what_the_sketch_does_not(fitted):
    basis, people, _, secret = fitted
    told = correlations(basis.looks(people)[:, : LOOK_SIZE // 2], secret)
    assert (np.square(told).sum(axis=0) > 0.9).all()


def test_other_people_are_measured_by_the_same_basis(fitted):
    basis, people, _, _ = fitted
    few = People(people.photos[:3], people.made[:3], people.asked[:3])
    assert np.allclose(basis.looks(few), basis.looks(people)[:3], atol=1e-3)


def test_a_basis_is_kept_in_a_file(fitted, tmp_path):
    basis, people, _, _ = fitted
    basis.save(tmp_path / FILE)
    again = LookBasis.load(tmp_path / FILE)
    assert np.abs(again.looks(people) - basis.looks(people)).max() < 0.02
    np.savez(tmp_path / "other.npz", matrix=np.zeros((3, LOOK_SIZE)))
    with pytest.raises(ValueError, match="other features"):
        LookBasis.load(tmp_path / "other.npz")


def test_few_people_make_no_basis():
    with pytest.raises(ValueError, match="too few"):
        fit_basis(invented_people(30)[0])


def test_a_sample_has_the_look_it_is_given_or_one_by_chance(records):
    record = RecordStore([records], "train").read(0)
    given = np.full(LOOK_SIZE, 0.25, np.float32)
    own = make_sample(record, np.random.default_rng(3), look=given)
    drawn = make_sample(record, np.random.default_rng(3))
    other = make_sample(record, np.random.default_rng(4))
    for style in (own.aligned_style, own.deformed_style):
        assert style.shape == (STYLE_SIZE,)
        assert (style[ASKED_SIZE:] == 0.25).all()
    assert np.array_equal(own.deformed_ink, drawn.deformed_ink), (
        "chance before the look is the same"
    )
    assert np.ptp(drawn.aligned_style[ASKED_SIZE:]) > 0.1
    assert not np.array_equal(drawn.aligned_style[ASKED_SIZE:], other.aligned_style[ASKED_SIZE:])


def test_a_batch_has_the_looks_of_those_who_are_known(records):
    store = RecordStore([records], "train")
    looks = {store.read(i).identifier: np.full(LOOK_SIZE, 0.75) for i in range(len(store))}
    batch = BatchSource(store, 2, seed=1, looks=looks).batch(0)
    assert (batch.aligned_style[:, ASKED_SIZE:] == 0.75).all()
    unknown = BatchSource(store, 2, seed=1, looks={}).batch(0)
    assert (unknown.aligned_style[:, ASKED_SIZE:] == 0.5).all()
    drawn = BatchSource(store, 2, seed=1).batch(0).aligned_style[:, ASKED_SIZE:]
    assert not torch.equal(drawn[0], drawn[1])


def test_a_look_changes_the_face_once_it_has_been_learned():
    torch.manual_seed(0)
    generator = MainGenerator(SIZES).eval()
    ink = (torch.rand(1, 1, 256, 256) > 0.95).float()
    plain, looking = torch.full((2, 1, STYLE_SIZE), 0.5)
    looking[:, ASKED_SIZE:] = torch.rand(1, LOOK_SIZE)
    with torch.no_grad():
        assert torch.equal(generator(ink, plain), generator(ink, looking)), "it starts as nothing"
        for name, weight in generator.named_parameters():
            if name.endswith("film.look.weight"):
                weight.normal_(0, 0.01)
        assert not torch.allclose(generator(ink, plain), generator(ink, looking), atol=1e-3)


def test_looks_of_people_are_measured_once_and_kept(records, face_models, tmp_path):
    store = RecordStore([records], "train")
    names, people = see_people(MainGenerator(SIZES), store, face_models, Precision(False))
    assert names == [store.read(i).identifier for i in range(len(store))]
    assert people.photos.shape == people.made.shape == (len(store), COLUMNS)
    assert torch.isfinite(people.photos).all()
    one = collate([make_sample(store.read(0), np.random.default_rng(0), plain=True)])
    assert torch.equal(people.asked[0], one.aligned_style[0, :ASKED_SIZE])
    basis = LookBasis(torch.randn(people.given().shape[1], LOOK_SIZE) * 1e-3)
    cache = tmp_path / "looks.npz"
    assert read_looks(cache, store) is None
    looks = look_numbers(basis.looks(people))
    save_looks(cache, names, looks)
    kept = read_looks(cache, store)
    assert all(np.array_equal(kept[name], look) for name, look in zip(names, looks, strict=True))
    assert read_looks(cache, RecordStore([records], "validation")) is None
    save_looks(cache, [f"other_{name}" for name in names], looks)
    assert read_looks(cache, store) is None, "as many, but other people"


@pytest.fixture(scope="module")
def exported(records, face_models, tmp_path_factory):
    """A small model with a basis of looks beside it."""
    run, out = tmp_path_factory.mktemp("run"), tmp_path_factory.mktemp("exported")
    train.run(train_args(records, face_models, run, 4))
    export.run(export_args(records, run, out))
    rows = 2 * COLUMNS + ASKED_SIZE + 1
    LookBasis(torch.randn(rows, LOOK_SIZE) * 1e-3).save(out / FILE)
    return out


def test_a_run_measures_looks_in_the_basis_of_its_model_and_hands_it_on(
    records, face_models, exported, tmp_path, capsys
):
    args = train_args(records, face_models, tmp_path / "run", 6)
    args.init = exported
    train.run(args)
    store = RecordStore([records], "train")
    assert f"{len(store)} looks" in capsys.readouterr().out
    assert read_looks(tmp_path / "run" / "looks.npz", store) is not None
    export.run(export_args(records, tmp_path / "run", tmp_path / "out"))
    assert (tmp_path / "out" / FILE).read_bytes() == (exported / FILE).read_bytes()
    weights = exported_weights(tmp_path / "out")
    assert any(np.any(v.numpy()) for k, v in weights.items() if k.endswith("film.look.weight"))


def test_in_its_own_stage_nothing_but_the_look_learns(
    records, face_models, exported, tmp_path, monkeypatch
):
    monkeypatch.setitem(CONFIGS, "small", replace(SMALL, stage="look"))
    states = []
    for samples in (6, 8):
        args = train_args(records, face_models, tmp_path / "run", samples)
        args.init = exported
        train.run(args)
        states.append(checkpoint.read(checkpoint.newest(tmp_path / "run"))["networks"][0])
    before, after = states
    moved = {name for name, value in before.items() if not torch.equal(value, after[name])}
    assert moved == {name for name in before if name.endswith("film.look.weight")}


def test_a_run_without_a_basis_learns_no_looks(records, face_models, tmp_path, capsys):
    train.run(train_args(records, face_models, tmp_path, 2))
    assert "no looks are learned" in capsys.readouterr().out
    assert not (tmp_path / "looks.npz").exists()
    learned = checkpoint.read(checkpoint.newest(tmp_path))["networks"][0]
    assert not any(v.any() for k, v in learned.items() if k.endswith("film.look.weight"))


def test_a_model_from_before_looks_goes_on_without_any(records, exported, tmp_path):
    path = tmp_path / "facepencil.onnx"
    graph = onnx.load(str(exported / path.name))
    looks = [i for i in graph.graph.initializer if re.search(r"film\.look\.", i.name)]
    assert looks
    for initialiser in looks:
        graph.graph.initializer.remove(initialiser)
    onnx.save(graph, str(path))
    generators = DualGenerators(SMALL.generator)
    for name, weight in generators.named_parameters():
        if name.endswith("film.look.weight"):
            torch.nn.init.ones_(weight)
    load_exported(generators, tmp_path, [records])
    weights = [v for k, v in generators.main.named_parameters() if k.endswith("film.look.weight")]
    assert weights
    assert not any(weight.any() for weight in weights)


def test_the_command_wants_enough_people_and_writes_nothing_else(
    records, face_models, exported, tmp_path
):
    for file in exported.iterdir():
        if file.name != FILE:
            (tmp_path / file.name).write_bytes(file.read_bytes())
    parser = argparse.ArgumentParser()
    look.add_arguments(parser)
    flags = ["--records", records, "--model", tmp_path, "--face-models", face_models]
    with pytest.raises(SystemExit, match="too few"):
        look.run(parser.parse_args([str(f) for f in [*flags, "--config", "small"]]))
    assert not (tmp_path / FILE).exists()
