"""Fixtures: a small prepared data set of drawn people and a random face network."""

import argparse
import gzip
import json
import shutil

import cv2
import numpy as np
import pytest
import torch
from face_model import all_shapes, identity_shapes, write_model
from portrait import portrait

from facepencil_train.prepare import run as prepare

PEOPLE = 40

# The networks here are too small to share out; threads only wait for each other.
torch.set_num_threads(1)


def prepare_args(**values):
    parser = argparse.ArgumentParser()
    prepare.add_arguments(parser)
    flags = []
    for name, value in values.items():
        flags += [f"--{name.replace('_', '-')}", str(value)]
    return parser.parse_args(flags)


@pytest.fixture(scope="session")
def photo_set(tmp_path_factory):
    """A folder of drawn photos with annotations and mattes; one person is a child."""
    folder = tmp_path_factory.mktemp("set")
    (folder / "photos").mkdir()
    (folder / "mattes").mkdir()
    lines = []
    for i in range(PEOPLE):
        name = f"drawn_{i:04d}"
        rgb, matte, landmarks = portrait(size=512 if i % 2 else 256, seed=i)
        cv2.imwrite(str(folder / "photos" / f"{name}.webp"), rgb[..., ::-1])
        cv2.imwrite(str(folder / "mattes" / f"{name}.webp"), matte)
        lines.append(
            {
                "id": name,
                "sex": "female" if i % 4 else "male",
                "group": "a" if i % 8 else "b",
                "width": len(rgb),
                "height": len(rgb),
                "score": 1,
                "age": 9.0 if i == 5 else 30.0,
                "landmarks": (landmarks * len(rgb) / 256).round().tolist(),
            }
        )
    with gzip.open(folder / "annotations.jsonl.gz", "wt") as file:
        file.write("\n".join(map(json.dumps, lines)))
    return folder


@pytest.fixture(scope="session")
def records(photo_set, tmp_path_factory):
    """The prepared shards of :func:`photo_set`."""
    out = tmp_path_factory.mktemp("records")
    prepare.run(
        prepare_args(
            photos=photo_set / "photos",
            annotations=photo_set / "annotations.jsonl.gz",
            mattes=photo_set / "mattes",
            out=out,
            shard_size=16,
            workers=2,
        )
    )
    return out


@pytest.fixture(scope="session")
def face_models(tmp_path_factory):
    """Face networks with random weights."""
    folder = tmp_path_factory.mktemp("face")
    write_model(folder, all_shapes(), np.random.default_rng(0))
    write_model(folder, identity_shapes(), np.random.default_rng(1), "mobileface")
    return folder


@pytest.fixture
def copied_records(records, tmp_path):
    """A copy of the records that a test may damage."""
    return shutil.copytree(records, tmp_path / "records")
