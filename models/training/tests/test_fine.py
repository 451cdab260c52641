"""The doubling to 512 pixels: it starts as nothing, learns alone, and ships."""

import argparse
import json
from dataclasses import fields, replace

import numpy as np
import onnx
import pytest
import torch
from test_training import SMALL, train_args

from facepencil_train.data.batches import BatchSource
from facepencil_train.data.store import RecordStore
from facepencil_train.export import run as export
from facepencil_train.export.onnx_graph import run_graph
from facepencil_train.networks.blocks import count_flops, count_parameters
from facepencil_train.networks.fine import _without_comb
from facepencil_train.networks.generator import DualGenerators, MainGenerator
from facepencil_train.networks.style import LOOK_SIZE, STYLE_SIZE, Code
from facepencil_train.training import checkpoint, run
from facepencil_train.training.config import CONFIGS, Weights
from facepencil_train.training.ema import Ema
from facepencil_train.training.face_views import View, seen
from facepencil_train.training.fine_objective import CROP, FineObjective, _crop, _looked_at
from facepencil_train.training.networks import Networks
from facepencil_train.training.precision import Precision

FINE = replace(
    SMALL, name="small_512", stage="fine", generator=replace(SMALL.generator, fine=4), batch=2
)


def objective_of(config, networks, face_models):
    averaged = Ema(networks.generators, 0.5).network
    return FineObjective(config, networks, face_models, Precision(False), averaged)


def test_the_whole_keeps_its_budget():
    generator = MainGenerator(CONFIGS["facepencil_512"].generator).eval()
    ink, style = torch.zeros(1, 1, 256, 256), torch.zeros(1, STYLE_SIZE)
    assert count_parameters(generator) <= 8_000_000
    assert count_flops(generator, ink, style) <= 10e9
    with torch.no_grad():
        assert generator(ink, style).shape == (1, 4, 512, 512)


def test_a_new_stage_doubles_the_picture_without_its_comb_and_nothing_else():
    torch.manual_seed(0)
    grown = DualGenerators(FINE.generator).eval()
    small = DualGenerators(SMALL.generator).eval()
    small.load_state_dict(
        {k: v for k, v in grown.state_dict().items() if not k.startswith("main.body.fine.")}
    )
    ink, style = torch.rand(1, 1, 256, 256), torch.rand(1, STYLE_SIZE)
    with torch.no_grad():
        coarse, fine = (g.run_main(ink, style).image for g in (small, grown))
    _, coarse = _without_comb(torch.atanh(coarse.clamp(-1 + 1e-6, 1 - 1e-6)))
    expected = torch.nn.functional.interpolate(coarse, scale_factor=2, mode="bilinear")
    assert torch.allclose(fine, torch.tanh(expected), atol=1e-3)


def some_code():
    return Code(torch.rand(1, FINE.generator.code), torch.rand(1, LOOK_SIZE))


def along(period):
    phase = torch.arange(256) * (2 * torch.pi / period) + 0.7
    return torch.sin(phase).expand(1, 4, 256, 256)


def test_it_takes_combs_out_and_leaves_what_is_broader():
    for without in _without_comb(along(2)):
        assert without[..., 8:-8].abs().max() < 1e-4
    broad = along(24)
    for left in _without_comb(broad):
        assert torch.allclose(left[..., 8:-8], broad[..., 8:-8], atol=0.05)


def test_what_is_doubled_has_all_of_the_period_of_four():
    fine = along(4)
    looked_at, doubled = (of[..., 8:-8] for of in _without_comb(fine))
    assert torch.allclose(looked_at, 0.75 * fine[..., 8:-8], atol=1e-4)
    assert torch.allclose(doubled, fine[..., 8:-8], atol=1e-4)


def test_only_the_stage_learns(records, face_models):
    networks = Networks.create_seeded(FINE)
    objective = objective_of(FINE, networks, face_models)
    source = BatchSource(RecordStore([records], "train"), 2, seed=1, target=512)
    before = {k: v.clone() for k, v in networks.generators.state_dict().items()}
    for step in range(2):
        scalars = objective.step(source.batch(step), step)
    assert all(np.isfinite(v) for v in scalars.values())
    changed = {k for k, v in networks.generators.state_dict().items() if not v.equal(before[k])}
    assert changed
    assert all(k.startswith("main.body.fine.") for k in changed)


@pytest.mark.parametrize("term", ["identity", "identity_heads", "perceptual"])
def test_who_faces_are_and_how_sharp_teaches_the_stage(term, records, face_models):
    nothing = {f.name: 0.0 for f in fields(Weights)}
    config = replace(FINE, weights=Weights(**nothing | {term: 1.0}))
    networks = Networks.create_seeded(config)
    objective = objective_of(config, networks, face_models)
    batch = BatchSource(RecordStore([records], "train"), 2, seed=1, target=512).batch(0)
    objective.step(batch, 5)
    assert float(objective.learner.to_rest.weight.grad.abs().max()) > 0


@pytest.mark.parametrize("step", [0, 1])
def test_what_many_faces_have_in_common_teaches_the_stage(step, records, face_models):
    nothing = {f.name: 0.0 for f in fields(Weights)}
    config = replace(FINE, weights=Weights(**nothing | {"distribution": 1.0}))
    networks = Networks.create_seeded(config)
    objective = objective_of(config, networks, face_models)
    batch = BatchSource(RecordStore([records], "train"), 2, seed=1, target=512).batch(0)
    batch = replace(batch, simple=torch.ones(2, dtype=torch.bool))
    assert objective.step(batch, step)["distribution"] == 0, "nobody is remembered yet"
    for memory in objective.likeness.memories.values():
        memory.made.normal_()
        memory.real.normal_()
        memory.count.fill_(memory.size)
    assert objective.step(batch, step + 2)["distribution"] > 0
    assert float(objective.learner.to_rest.weight.grad.abs().max()) > 0


def test_views_of_a_picture_at_512_show_what_those_at_256_do():
    across, down = torch.meshgrid(torch.arange(512), torch.arange(512), indexing="xy")
    waves = torch.sin(across / 40), torch.cos(down / 50), torch.sin(down / 60)
    picture = torch.stack(waves)[None]
    centres = torch.tensor([[[98.0, 120], [158, 120], [128, 149], [128, 184], [128, 152]]])
    half = torch.nn.functional.avg_pool2d(picture, 2)
    for view in (View.CLOSE, View.EYES):
        large, small = _looked_at(view, picture, centres), seen(view, half, centres)
        assert torch.allclose(large, small, atol=0.02)


def test_discriminators_learn_alone_first_where_a_run_says_so(records, face_models):
    config = replace(FINE, discriminators_first=1, norms_hold=True)
    networks = Networks.create(config)
    objective = objective_of(config, networks, face_models)
    source = BatchSource(RecordStore([records], "train"), 2, seed=1, target=512)

    def states():
        return [{k: v.clone() for k, v in m.state_dict().items()} for m in networks.modules()]

    def changed(now, then):
        return any(not v.equal(then[k]) for k, v in now.items())

    (stage, *rating), start = states(), objective.step(source.batch(0), 0)
    assert np.isfinite(list(start.values())).all()
    assert not changed(networks.generators.state_dict(), stage)
    assert any(
        changed(m.state_dict(), s)
        for m, s in zip(networks.discriminators().children(), rating, strict=True)
    )
    objective.step(source.batch(1), 1)
    assert changed(networks.generators.state_dict(), stage)


def test_a_generator_without_the_stage_is_refused(face_models):
    config = replace(SMALL, stage="fine")
    with pytest.raises(ValueError, match="no stage at 512"):
        objective_of(config, Networks.create_seeded(config), face_models)


def test_crops_differ_by_step_and_picture_and_lie_within(records, face_models):
    objective = objective_of(FINE, Networks.create_seeded(FINE), face_models)
    batch = BatchSource(RecordStore([records], "train"), 4, seed=1, target=512).batch(0)
    places = [place for step in range(20) for place in objective._crop_places(step, batch)]
    assert len(set(places)) > 60
    assert all(0 <= v <= 512 - CROP for place in places for v in place)
    assert objective._crop_places(3, batch) == objective._crop_places(3, batch)


def test_many_crops_show_an_edge(records, face_models):
    objective = objective_of(FINE, Networks.create_seeded(FINE), face_models)
    batch = BatchSource(RecordStore([records], "train"), 4, seed=1, target=512).batch(0)
    places = [place for step in range(50) for place in objective._crop_places(step, batch)]
    for axis in (0, 1):
        for edge in (0, 512 - CROP):
            assert np.mean([place[axis] == edge for place in places]) > 0.03


def test_more_crops_show_a_part_than_by_chance(records, face_models):
    objective = objective_of(FINE, Networks.create_seeded(FINE), face_models)
    batch = BatchSource(RecordStore([records], "train"), 4, seed=1, target=512).batch(0)

    def shown(place, centres):
        corner = torch.tensor(place)
        middles = 2 * centres[:4]
        return bool(((middles > corner + 16) & (middles < corner + CROP - 16)).all(dim=1).any())

    places = (zip(objective._crop_places(s, batch), batch.parts, strict=True) for s in range(50))
    assert np.mean([shown(place, centres) for step in places for place, centres in step]) > 0.7


def test_a_crop_is_the_picture_as_it_is():
    picture = torch.rand(2, 3, 512, 512)
    crops = _crop(picture, [(0, 320), (7, 11)])
    assert crops[0].equal(picture[0, :, 320:512, 0:192])
    assert crops[1].equal(picture[1, :, 11:203, 7:199])


INK = np.full((1, 1, 256, 256), 0.5, np.float32)
STYLE = np.full((1, STYLE_SIZE), 0.5, np.float32)


def export_args(records, folder, out):
    parser = argparse.ArgumentParser()
    export.add_arguments(parser)
    flags = ["--records", records, "--run", folder, "--out", out]
    flags += ["--version", "0.0.1", "--data", "drawn portraits", "--calibration", 16]
    return parser.parse_args([str(f) for f in flags])


def test_a_settled_model_grows_and_ships_at_512(records, face_models, tmp_path, monkeypatch):
    """256 trained and exported, 512 trained on top of the exported file, exported again."""
    coarse, fine = tmp_path / "coarse", tmp_path / "fine"
    run.CONFIGS["small"], run.CONFIGS["small_512"] = SMALL, FINE
    run.run(train_args(records, face_models, coarse, 4))
    export.run(export_args(records, coarse, tmp_path / "first"))
    seen = json.loads((tmp_path / "first" / "manifest.json").read_text())["training"]["samples"]
    args = train_args(records, face_models, fine, seen + 4, "--config", "small_512")
    args.init = tmp_path / "first"
    run.run(args)
    assert checkpoint.read(checkpoint.newest(fine))["samples"] == seen + 4
    export.run(export_args(records, fine, tmp_path / "second"))
    manifest = json.loads((tmp_path / "second" / "manifest.json").read_text())
    assert manifest["outputs"][0]["shape"] == [1, 4, 512, 512]
    assert manifest["training"]["samples"] == seen + 4
    # The stage goes on from the file that ships.
    monkeypatch.setattr("facepencil_train.training.config._DISCRIMINATORS_FIRST", 5)
    args = train_args(records, face_models, tmp_path / "on", seen + 6, "--config", "small_512")
    args.init = tmp_path / "second"
    run.run(args)
    on = checkpoint.read(checkpoint.newest(tmp_path / "on"))
    assert (on["step"], on["samples"]) == (6, seen + 6)
    assert checkpoint.config_of(on).norms_hold
    # The body may be trained further by itself, and keep the stage.
    second = tmp_path / "second" / "manifest.json"
    manifest["training"]["detail"] = 0.5
    second.write_text(json.dumps(manifest))
    args = export_args(records, coarse, tmp_path / "third")
    args.doubling = tmp_path / "second"
    export.run(args)
    third = json.loads((tmp_path / "third" / "manifest.json").read_text())
    assert third["training"]["detail"] == 0.5, "as much as was left of it stays"
    made = [
        run_graph(onnx.load(str(tmp_path / name / "facepencil.onnx")), INK, STYLE)
        for name in ("second", "third")
    ]
    assert np.abs(made[0] - made[1]).max() < 0.02
    for name, why in (("first", "no stage at 512"), ("nothing", "no exported model")):
        args.doubling = tmp_path / name
        with pytest.raises(SystemExit, match=why):
            export.run(args)
    args = export_args(records, fine, tmp_path / "fourth")
    args.doubling = tmp_path / "second"
    with pytest.raises(SystemExit, match="of its own"):
        export.run(args)


def test_detail_can_be_dosed():
    torch.manual_seed(0)
    stage = MainGenerator(FINE.generator).eval().body.fine
    torch.nn.init.normal_(stage.to_rest.weight)
    torch.nn.init.normal_(stage.to_rest.bias)
    features = torch.rand(1, FINE.generator.widths[0], 128, 128)
    coarse, code = torch.rand(1, 4, 256, 256), some_code()
    with torch.no_grad():
        whole = stage(features, coarse, code)
        stage.scale_detail(0.25)
        quarter = stage(features, coarse, code)
        stage.scale_detail(0.0)
        plain = stage(features, coarse, code)
    assert torch.allclose(quarter, plain + 0.25 * (whole - plain), atol=1e-4)
    assert not torch.allclose(whole, plain, atol=1e-1)


@pytest.mark.parametrize("detail", [1.5, 0.5])
def test_a_share_that_means_nothing_is_refused(records, face_models, tmp_path, detail):
    run.CONFIGS["small"] = SMALL
    run.run(train_args(records, face_models, tmp_path / "run", 4))
    args = export_args(records, tmp_path / "run", tmp_path / "out")
    args.detail = detail
    with pytest.raises(SystemExit, match="detail"):
        export.run(args)


def test_where_nothing_changes_it_draws_no_pattern():
    stage = MainGenerator(FINE.generator).eval().body.fine
    torch.nn.init.normal_(stage.to_rest.weight)
    features = torch.ones(1, FINE.generator.widths[0], 128, 128)
    coarse, code = torch.ones(1, 4, 256, 256), some_code()
    with torch.no_grad():
        stage.noise.zero_()
        made = stage(features, coarse, code)
    inside = made[..., 16:-16, 16:-16]
    assert torch.allclose(inside, inside[..., :1, :1].expand_as(inside), atol=1e-4)
    assert not torch.allclose(inside, torch.ones(()), atol=1e-2)


def test_one_sketch_has_one_face():
    torch.manual_seed(3)
    first, second = (MainGenerator(FINE.generator).body.fine.noise for _ in range(2))
    assert first.equal(second)
    assert 0.9 < first.std() < 1.1
