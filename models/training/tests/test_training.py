"""The trainer on drawn portraits: it learns, resumes exactly, and runs in two processes."""

import argparse
import json
import os
import shutil
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
import torch
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

from facepencil_train.data.batches import BatchSource
from facepencil_train.data.shard_files import ShardFiles
from facepencil_train.data.store import MOST_OFTEN, RecordStore
from facepencil_train.losses import terms
from facepencil_train.networks.generator import GeneratorConfig
from facepencil_train.training import checkpoint, run, sheet_run
from facepencil_train.training.config import CONFIGS, TrainConfig, Weights
from facepencil_train.training.ema import Ema
from facepencil_train.training.likeness import KINDS, kinds_of
from facepencil_train.training.networks import Networks
from facepencil_train.training.objective import Objective
from facepencil_train.training.precision import Precision
from facepencil_train.training.shown import Seen, mixed

SMALL = TrainConfig(
    name="small",
    generator=GeneratorConfig(widths=(8, 8, 16, 16), blocks=(0, 0, 1, 1), ink_channels=8, code=8),
    batch=2,
    adversarial_ramp=2,
)


@pytest.fixture(autouse=True)
def small_config(monkeypatch):
    monkeypatch.setitem(CONFIGS, "small", SMALL)
    threads = torch.get_num_threads()
    yield
    torch.set_num_threads(threads)


def train_args(records, face_models, folder, samples, *extra):
    parser = argparse.ArgumentParser()
    run.add_arguments(parser)
    flags = ["--records", records, "--face-models", face_models, "--run", folder]
    flags += ["--config", "small", "--samples", samples, "--threads", 1, "--precision", "fp32"]
    return parser.parse_args([str(f) for f in [*flags, *extra]])


def weights_of(folder):
    return checkpoint.read(checkpoint.newest(folder))


def equal(first, second):
    return all(torch.equal(a, b) for a, b in zip(first.values(), second.values(), strict=True))


def test_a_resumed_run_ends_where_an_unbroken_one_does(records, face_models, tmp_path):
    run.run(train_args(records, face_models, tmp_path / "whole", 8))
    run.run(train_args(records, face_models, tmp_path / "broken", 4))
    run.run(train_args(records, face_models, tmp_path / "broken", 8))
    whole, broken = weights_of(tmp_path / "whole"), weights_of(tmp_path / "broken")
    assert whole["step"] == broken["step"] == 4
    for first, second in zip(whole["networks"], broken["networks"], strict=True):
        assert equal(first, second)
    assert equal(whole["ema"], broken["ema"])


def test_a_checkpoint_of_an_older_trainer_is_refused_with_a_way_on(tmp_path):
    torch.save({"format": 1}, tmp_path / "checkpoint-0000001.pt")
    with pytest.raises(ValueError, match=r"format 1.*--init"):
        checkpoint.read(checkpoint.newest(tmp_path))


def test_a_run_leaves_sheets_and_scalars(records, face_models, tmp_path):
    run.run(train_args(records, face_models, tmp_path / "run", 4))
    assert list((tmp_path / "run" / "sheets").glob("*.png"))
    assert list((tmp_path / "run" / "tensorboard").iterdir())
    parser = argparse.ArgumentParser()
    sheet_run.add_arguments(parser)
    out = tmp_path / "sheet.png"
    flags = ["--records", records, "--run", tmp_path / "run", "--out", out, "--count", 2]
    sheet_run.run(parser.parse_args([str(f) for f in flags]))
    assert out.stat().st_size > 1000


def test_the_log_has_feature_matching_where_it_was_measured(records, face_models, tmp_path):
    run.run(train_args(records, face_models, tmp_path, 44, "--batch", 4))
    log = EventAccumulator(str(tmp_path / "tensorboard"))
    log.Reload()
    assert len(log.Scalars("pixel")) == 2
    assert [e.value > 0 for e in log.Scalars("gfm")] == [True]


@pytest.mark.parametrize("name", ["facepencil", "baseline", "baseline_deform"])
def test_every_configuration_learns_the_pictures(name, records, face_models):
    torch.manual_seed(0)
    config = replace(
        CONFIGS[name],
        generator=replace(SMALL.generator, sap=name == "facepencil", dual=name == "facepencil"),
        batch=2,
        rate_generator=3e-3,
    )
    networks = Networks.create(config)
    objective = Objective(
        config, networks, face_models, Precision(False), Ema(networks.generators, 0.5).network
    )
    batch = BatchSource(RecordStore([records], "train"), 2, seed=1, looks={}).batch(0)
    pixel = [objective.step(batch, step)["pixel"] for step in range(10)]
    assert np.isfinite(pixel).all()
    assert pixel[-1] < 0.8 * pixel[0]


@pytest.mark.parametrize(
    ("sketch", "share", "aligned"),
    [("deformed", 0.25, 1), ("deformed", 0, 0), ("aligned", 0.25, 4)],
)
def test_a_share_of_each_batch_stays_edge_aligned(
    sketch, share, aligned, records, face_models, monkeypatch
):
    config = replace(SMALL, sketch=sketch, aligned_share=share, batch=4)
    networks = Networks.create(config)
    objective = Objective(
        config, networks, face_models, Precision(False), Ema(networks.generators, 0.5).network
    )
    batch = BatchSource(RecordStore([records], "train"), 4, seed=1).batch(0)
    batch = replace(batch, simple=torch.ones(4, dtype=torch.bool))
    seen, make = [], networks.generators.run_main
    monkeypatch.setattr(
        networks.generators, "run_main", lambda *given: (seen.append(given), make(*given))[1]
    )
    objective.step(batch, 0)
    ink, style = seen[0]
    first = 4 - aligned
    assert ink[first:].equal(batch.aligned_ink[first:])
    assert style[first:].equal(batch.aligned_style[first:])
    assert ink[:first].equal(batch.deformed_ink[:first])
    memories = objective.likeness.memories
    kept = {kind: int(memories[f"people_{kind}"].count) for kind in KINDS}
    assert kept == {"deformed": first, "aligned": aligned}, "each kind is compared by itself"


def test_only_simple_sketches_are_compared_as_sets(records, face_models):
    networks = Networks.create(SMALL)
    objective = Objective(
        SMALL, networks, face_models, Precision(False), Ema(networks.generators, 0.5).network
    )
    batch = BatchSource(RecordStore([records], "train"), 4, seed=1).batch(0)
    kinds = kinds_of(2, torch.tensor([True, False, False, True]))
    assert {k: v.tolist() for k, v in kinds.items()} == {"deformed": [0], "aligned": [3]}
    scalars = objective.step(replace(batch, simple=torch.zeros(4, dtype=torch.bool)), 0)
    assert scalars["people"] == scalars["distribution"] == 0
    assert all(int(memory.count) == 0 for memory in objective.likeness.memories.values())


def test_gfm_teaches_the_main_generator_only():
    main, auxiliary = torch.ones(1, 2, requires_grad=True), torch.zeros(1, 2, requires_grad=True)
    terms.generator_feature_matching([main], [auxiliary + 3]).backward()
    assert main.grad.abs().sum() > 0
    assert auxiliary.grad is None


def test_discriminators_of_parts_teach_only_the_generator_whose_parts_they_see(
    records, face_models
):
    nothing = {f.name: 0.0 for f in fields(Weights)}
    config = replace(SMALL, weights=Weights(**nothing | {"parts": 1.0}), auxiliary_share=1.0)
    networks = Networks.create(config)
    objective = Objective(
        config, networks, face_models, Precision(False), Ema(networks.generators, 0.5).network
    )
    objective.step(BatchSource(RecordStore([records], "train"), 2, seed=1).batch(0), step=2)

    def taught(module):
        return sum(p.grad.abs().sum() for p in module.parameters() if p.grad is not None) > 0

    assert taught(networks.generators.main)
    assert not taught(networks.generators.auxiliary_encoder)


def test_discriminators_that_no_generator_learns_from_stand_still(records, face_models):
    config = replace(SMALL, weights=Weights(heads=0.0, parts=0.0, identity_heads=0.0))
    networks = Networks.create(config)
    averaged = Ema(networks.generators, 0.5).network
    objective = Objective(config, networks, face_models, Precision(False), averaged)
    others = networks.heads, networks.parts, networks.identity_heads
    start = [{k: v.clone() for k, v in m.state_dict().items()} for m in (networks.patch, *others)]
    batch = BatchSource(RecordStore([records], "train"), 2, seed=1).batch(0)
    scalars = objective.step(batch, step=2)
    assert "patch" in scalars
    assert not {"heads", "parts", "identity_heads"} & scalars.keys()
    assert not equal(networks.patch.state_dict(), start[0])
    for module, before in zip(others, start[1:], strict=True):
        assert equal(module.state_dict(), before)


def test_discriminators_see_what_the_average_makes_and_some_of_the_generators_own():
    own, average = (
        Seen(
            torch.full((4, 3, 8, 8), value, requires_grad=True),
            [torch.full((4, 5, 2, 2), value, requires_grad=True)],
            [torch.full((4, 6, 2, 2), value, requires_grad=True)],
        )
        for value in (1.0, 0.0)
    )
    for step, whose in ((0, [1, 0, 1, 0]), (1, [0, 1, 0, 1])):
        shown = mixed(own, average, step)
        for pictures in (shown.rgb, *shown.face, *shown.identity):
            assert pictures[:, 0, 0, 0].tolist() == whose, "each kind of sketch has its turn"
    shown.rgb.sum().backward()
    assert own.rgb.grad is None, "and the generator learns nothing of it"


def test_sets_are_compared_by_what_the_average_makes(records, face_models):
    networks = Networks.create(SMALL)
    averaged = Networks.create(SMALL).generators.eval()
    objective = Objective(SMALL, networks, face_models, Precision(False), averaged)
    batch = BatchSource(RecordStore([records], "train"), 2, seed=1).batch(0)
    batch = replace(batch, simple=torch.ones(len(batch.target), dtype=torch.bool))
    with torch.no_grad():
        made = averaged.run_main(batch.deformed_ink[:1], batch.deformed_style[:1]).image[:, :3]
        expected = objective.likeness.identity(made, batch.parts[:1])
    objective.step(batch, step=2)
    memory = objective.memory["people_deformed"]
    assert torch.allclose(memory.made[:1], expected, atol=1e-5)
    photo = objective.likeness.identity(batch.target[:1, :3], batch.parts[:1])
    assert torch.allclose(memory.real[:1], photo, atol=1e-5)


def test_discriminators_learn_alone_first_where_a_run_says_so(records, face_models):
    config = replace(SMALL, discriminators_first=2)
    networks = Networks.create(config)
    averaged = Ema(networks.generators, 0.5).network
    objective = Objective(config, networks, face_models, Precision(False), averaged)
    source = BatchSource(RecordStore([records], "train"), 2, seed=1)

    def states(module):
        return {k: v.clone() for k, v in module.state_dict().items()}

    start = [states(m) for m in networks.modules()]
    for step in range(2):
        scalars = objective.step(source.batch(step), step)
        assert np.isfinite(list(scalars.values())).all()
    generators, *discriminators = networks.modules()
    assert equal(generators.state_dict(), start[0])
    assert not any(equal(m.state_dict(), s) for m, s in zip(discriminators, start[1:], strict=True))
    objective.step(source.batch(2), 2)
    assert not equal(generators.state_dict(), start[0])


def test_samples_that_the_generators_did_not_learn_from_do_not_count(
    records, face_models, tmp_path, monkeypatch
):
    monkeypatch.setitem(CONFIGS, "small", replace(SMALL, discriminators_first=3))
    run.run(train_args(records, face_models, tmp_path, 4))
    state = weights_of(tmp_path)
    assert (state["step"], state["samples"]) == (5, 4)


def test_norms_that_hold_make_of_a_sketch_what_ships_whatever_the_batch(records, face_models):
    config = replace(SMALL, norms_hold=True)
    networks = Networks.create(config)
    for module in networks.modules():
        module.train()
    averaged = Ema(networks.generators, 0.5).network
    objective = Objective(config, networks, face_models, Precision(False), averaged)
    main, start = networks.generators.main, networks.generators.main.state_dict()
    statistics = {k: v.clone() for k, v in start.items() if "running" in k}
    assert statistics
    batch = BatchSource(RecordStore([records], "train"), 4, seed=1).batch(0)
    objective.step(batch, 0)
    now = main.state_dict()
    assert equal(statistics, {k: now[k] for k in statistics})
    with torch.no_grad():
        alone = main(batch.deformed_ink[:1], batch.deformed_style[:1])
        among = main(batch.deformed_ink, batch.deformed_style)[:1]
    assert torch.allclose(alone, among, atol=1e-5)


def test_going_on_is_without_g_a_and_a_new_stage_is_as_it_was():
    going_on = CONFIGS["facepencil"].going_on(grown=False)
    assert going_on.discriminators_first > 0
    assert going_on.norms_hold
    assert not going_on.generator.dual
    assert going_on.weights.heads == 0 < going_on.weights.patch
    new, grown = (CONFIGS["facepencil_512"].going_on(grown) for grown in (False, True))
    assert new == CONFIGS["facepencil_512"]
    assert grown.norms_hold
    assert grown.discriminators_first > 0
    assert grown.rate_generator < new.rate_generator
    assert grown.generator == new.generator


def test_adversarial_terms_grow_and_the_others_are_whole_at_once():
    weights = Weights()
    start, middle, end = (weights.scales(step, 300) for step in (0, 150, 3000))
    assert set(end) == {f.name for f in fields(Weights)}
    growing = {name for name in end if start[name] != end[name]}
    assert growing == {"patch", "heads", "parts", "identity_heads"}
    assert all(start[n] == 0 and middle[n] == pytest.approx(end[n] / 2) for n in growing)
    assert end["pixel"] == pytest.approx(weights.pixel / 2)


def test_the_average_follows_slowly_and_ends_exact():
    network = torch.nn.Linear(2, 2)
    ema = Ema(network, 0.5)
    start = ema.network.weight.clone()
    with torch.no_grad():
        network.weight.add_(1)
    ema.update(network, step=1000)
    assert torch.allclose(ema.network.weight, start + 0.5)
    for _ in range(60):
        ema.update(network, step=1000)
    assert torch.allclose(ema.network.weight, network.weight)


def test_sampling_is_balanced_over_groups(records):
    store = RecordStore([records], "train")
    weights = store.weights(1.0)
    groups = [(e.person["sex"], e.person["group"]) for e in store.entries]
    totals = {
        g: sum(w for w, h in zip(weights, groups, strict=True) if h == g) for g in set(groups)
    }
    assert np.allclose(list(totals.values()), 1 / len(totals))
    assert np.allclose(store.weights(0.0), 1 / len(store))


def test_rarer_ages_are_sampled_more_often_within_their_group(tmp_path):
    ages = [22] * 90 + [35] * 9 + [64]
    people = [
        {"id": f"p{i}", "split": "train", "sex": sex, "group": "a", "age": age}
        for i, (sex, age) in enumerate([("female", a) for a in ages] + [("male", 25)] * 50)
    ]
    summary = {"people": people, "index": {p["id"]: {} for p in people}}
    (tmp_path / "set.json").write_text(json.dumps(summary))
    weights = RecordStore([tmp_path], "train").weights(1.0)
    assert np.isclose(weights[100:].sum(), 0.5)
    bands = [weights[:90].sum(), weights[90:99].sum(), weights[99]]
    assert np.allclose(
        np.array(bands) / sum(bands), np.sqrt([90, 9, 1]) / np.sqrt([90, 9, 1]).sum()
    )


def test_nobody_is_sampled_all_the_time(tmp_path):
    people = [
        {"id": f"p{i}", "split": "train", "sex": "female", "group": "a" if i else "b", "age": 25}
        for i in range(1000)
    ]
    summary = {"people": people, "index": {p["id"]: {} for p in people}}
    (tmp_path / "set.json").write_text(json.dumps(summary))
    weights = RecordStore([tmp_path], "train").weights(1.0)
    # Alone in a group that has half of the weight, before what is cut off goes to the others.
    assert 10 < weights[0] * len(people) < 2 * MOST_OFTEN


def test_people_of_no_annotated_group_keep_their_share_and_both_sexes_half_of_it(tmp_path):
    kinds = [("female", "a")] * 10 + [("male", "b")] * 30
    kinds += [("female", None)] * 35 + [("male", None)] * 5 + [(None, None)] * 20
    people = [
        {"id": f"p{i}", "split": "train", "sex": sex, "group": group, "age": 25}
        for i, (sex, group) in enumerate(kinds)
    ]
    summary = {"people": people, "index": {p["id"]: {} for p in people}}
    (tmp_path / "set.json").write_text(json.dumps(summary))
    weights = RecordStore([tmp_path], "train").weights(1.0)
    shares = [weights[a:b].sum() for a, b in ((0, 10), (10, 40), (40, 75), (75, 80), (80, 100))]
    assert np.allclose(shares, 0.2)


def test_samples_depend_on_seed_and_number_alone(records):
    store = RecordStore([records], "train")
    first, second = BatchSource(store, 2, 1), BatchSource(store, 2, 1)
    second.sample(5)
    assert np.array_equal(first.sample(9).deformed_ink, second.sample(9).deformed_ink)
    shares = [BatchSource(store, 1, 1, rank=r, world=2) for r in (0, 1)]
    whole = BatchSource(store, 2, 1).batch(3).target
    assert torch.equal(torch.cat([s.batch(3).target for s in shares]), whole)


def test_a_set_larger_than_the_disk_streams_through_a_window(records, tmp_path):
    remote = tmp_path / "remote"
    remote.mkdir()
    local = tmp_path / "local"
    local.mkdir()
    for path in records.iterdir():
        shutil.copy(path, (remote if path.suffix == ".tar" else local) / path.name)
    files = ShardFiles(f"cp {remote}/{{name}} {{path}}", most=1)
    streamed = BatchSource(RecordStore([local], "train", files), 2, seed=1, window=1)
    present = BatchSource(RecordStore([records], "train"), 2, seed=1, window=1)
    for number in range(0, 36, 5):
        first, second = streamed.sample(number), present.sample(number)
        assert np.array_equal(first.target, second.target)
        assert len(list(local.glob("*.tar"))) == 1


def test_a_shard_that_cannot_be_fetched_is_named(records, tmp_path):
    shutil.copy(next(records.glob("*.json")), tmp_path)
    for files in (ShardFiles(), ShardFiles("false {name} {path}")):
        store = RecordStore([tmp_path], "train", files)
        with pytest.raises(FileNotFoundError, match=r"\.tar"):
            store.read(0)


def test_two_processes_train_one_model(records, face_models, tmp_path):
    """Under torchrun with gloo, both processes average their gradients into the same weights."""
    script = tmp_path / "two.py"
    script.write_text(
        "import sys\n"
        "from facepencil_train.training import run, checkpoint\n"
        "import test_training\n"
        "run.CONFIGS['small'] = test_training.SMALL\n"
        "run.run(test_training.train_args(*sys.argv[1:4], 8))\n"
    )
    tests = Path(__file__).parent
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(tests), str(tests.parent)]),
        "OMP_NUM_THREADS": "1",
    }
    command = [sys.executable, "-m", "torch.distributed.run", "--nproc-per-node", "2"]
    command += ["--master-port", "0", "--rdzv-backend", "c10d", "--rdzv-endpoint", "127.0.0.1:0"]
    command += [str(script), str(records), str(face_models), str(tmp_path / "two")]
    subprocess.run(command, check=True, env=environment, timeout=300)
    state = weights_of(tmp_path / "two")
    assert state["step"] == 2
    assert all(torch.isfinite(v).all() for v in state["ema"].values())
    # Two processes of batch 2 see the samples that one process of batch 4 sees.
    run.CONFIGS["four"] = replace(SMALL, batch=4)
    args = train_args(records, face_models, tmp_path / "one", 8, "--config", "four")
    run.run(args)
    one = weights_of(tmp_path / "one")
    name = "main.body.to_image.weight"
    start = Networks.create_seeded(SMALL).generators.state_dict()[name]
    moved = state["networks"][0][name] - start
    expected = one["networks"][0][name] - start
    # Norms see half the batch each, so the two agree in direction and not to the bit.
    cosine = torch.nn.functional.cosine_similarity(moved.flatten(), expected.flatten(), dim=0)
    assert cosine > 0.5


def test_a_settled_generator_moves_slower_but_a_new_stage_does_not():
    config = CONFIGS["facepencil"]
    assert config.generator_rate(0) == config.rate_generator
    assert (
        config.generator_rate(config.settled_after) == config.settled_rate < config.rate_generator
    )
    fine = CONFIGS["facepencil_512"]
    assert fine.generator_rate(fine.settled_after) == fine.rate_generator


def test_the_rate_follows_the_samples_that_were_seen(records, face_models, tmp_path, monkeypatch):
    monkeypatch.setitem(CONFIGS, "small", replace(SMALL, settled_after=4))
    rates = []
    step = Objective.step

    def spy(self, *args):
        rates.append(self.generator_optimiser.param_groups[0]["lr"])
        return step(self, *args)

    monkeypatch.setattr(Objective, "step", spy)
    run.run(train_args(records, face_models, tmp_path, 4))
    run.run(train_args(records, face_models, tmp_path, 8))
    assert rates == [SMALL.rate_generator] * 2 + [SMALL.settled_rate] * 2
