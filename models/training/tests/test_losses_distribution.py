"""The distribution term: made faces spread as photos do, whoever each of them is."""

import pytest
import torch

from facepencil_train.losses.distribution import FaceMemory


def remembered(made, real, steps=40):
    memory = FaceMemory((8,), size=256, directions=64)
    for step in range(steps):
        memory([made(8)], [real(8)], step)
    return memory


@pytest.fixture(autouse=True)
def seeded():
    torch.manual_seed(3)


def photos(count):
    return torch.randn(count, 8) + 2


def alike(count):
    return 0.4 * torch.randn(count, 8) + 1


def test_faces_too_much_alike_cost_more_than_faces_as_varied_as_photos():
    same = remembered(photos, photos)([photos(64)], [photos(64)], 100)
    dull = remembered(alike, photos)([alike(64)], [photos(64)], 100)
    assert float(same) < 0.1 < 0.5 < float(dull)


def test_the_gradient_moves_faces_to_the_photos_mean_and_spread():
    memory = remembered(alike, photos)
    made = alike(128).requires_grad_()
    memory([made], [photos(128)], 100).backward()
    gradient, made = made.grad, made.detach()
    moved = made - gradient / gradient.std() * 0.3
    assert float(moved.mean()) > float(made.mean()) + 0.1
    assert float(moved.std(0).mean()) > float(made.std(0).mean()) + 0.05


def test_nothing_is_said_before_enough_faces_are_known():
    memory = FaceMemory((8,), size=256)
    assert float(memory([alike(4)], [photos(4)], 0)) == 0.0
    assert int(memory.count) == 4


def test_the_oldest_faces_are_forgotten():
    memory = FaceMemory((8,), size=6)
    for step in range(4):
        memory([torch.full((4, 8), float(step))], [photos(4)], step)
    assert sorted(memory.made[:, 0].tolist()) == [2.0, 2.0, 3.0, 3.0, 3.0, 3.0]
