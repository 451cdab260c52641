"""The ``evaluate`` command on an exported model; only who is recognised in a picture is made up."""

import argparse
import json

import numpy as np
import pytest
from test_training import SMALL, train_args

from facepencil_train.data.store import RecordStore
from facepencil_train.evaluation import run as evaluation
from facepencil_train.evaluation.node import Embedding
from facepencil_train.export import run as export
from facepencil_train.training import run as train


class Recogniser:
    """Drawn people are no faces to the real one."""

    def __init__(self, cache):
        self.cache = cache

    def __call__(self, pictures):
        found = []
        for rgb in pictures:
            rng = np.random.default_rng(int(rgb.astype(np.int64).sum()))
            points = rng.uniform(0, 256, (478, 2))
            found.append(Embedding(True, 1, rng.normal(size=128).astype(np.float32), points))
        return found


@pytest.fixture(scope="module")
def model(records, face_models, tmp_path_factory):
    folder = tmp_path_factory.mktemp("model")
    train.CONFIGS["small"] = SMALL
    train.run(train_args(records, face_models, folder / "run", 4))
    parser = argparse.ArgumentParser()
    export.add_arguments(parser)
    flags = ["--records", records, "--run", folder / "run", "--out", folder / "model"]
    flags += ["--version", "0.0.1", "--data", "drawn portraits", "--calibration", 16]
    export.run(parser.parse_args([str(f) for f in flags]))
    return folder / "model"


def evaluate_args(*flags):
    parser = argparse.ArgumentParser()
    evaluation.add_arguments(parser)
    return parser.parse_args([str(f) for f in flags])


@pytest.mark.parametrize("others", [True, False])
def test_people_of_other_sources_are_measured_with_the_first(
    others, records, model, face_models, tmp_path, monkeypatch
):
    monkeypatch.setattr(evaluation, "NodeEmbedder", Recogniser)
    out = tmp_path / "evaluation.json"
    flags = ["--records", records, records, "--model", model, "--out", out]
    flags += ["--face-models", face_models]
    evaluation.run(evaluate_args(*flags, *(["--others", records] if others else [])))
    result = json.loads(out.read_text())
    count = len(RecordStore([records], "validation"))
    assert result["people"] == 2 * count
    assert result["about"]["version"] == "0.0.1"
    assert ("everyone" in result) == others
    if others:
        assert result["everyone"]["people"] == 3 * count
        for condition, alone in result["conditions"].items():
            both = result["everyone"]["conditions"][condition]
            assert (alone["landmark_error"]["count"], both["landmark_error"]["count"]) == (
                2 * count,
                3 * count,
            )
            assert both["frechet"] > 0
