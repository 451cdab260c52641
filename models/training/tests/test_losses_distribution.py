"""The distribution term: made faces spread as photos do, whoever each of them is."""

import copy

import pytest
import torch

from facepencil_train.losses.distribution import FaceMemory


def remembered(made, real, steps=40):
    memory = FaceMemory((8,), size=256, directions=64)
    for step in range(steps):
        faces = made(8)
        memory([faces], [faces], [real(8)], step)
    return memory


@pytest.fixture(autouse=True)
def seeded():
    torch.manual_seed(3)


def photos(count):
    return torch.randn(count, 8) + 2


def alike(count):
    return 0.4 * torch.randn(count, 8) + 1


def test_faces_too_much_alike_cost_more_than_faces_as_varied_as_photos():
    same, dull = (
        remembered(of, photos)([faces], [faces], [photos(64)], 100)
        for of, faces in ((photos, photos(64)), (alike, alike(64)))
    )
    assert float(same) < 0.1 < 0.5 < float(dull)


def stretched(deviations):
    return lambda count: torch.randn(count, 8) * torch.tensor(deviations)


def test_what_hardly_varies_counts_beside_what_varies_most():
    varied, alike_in_small = stretched([10.0] + [1.0] * 7), stretched([10.0] + [0.4] * 7)
    same, dull = (
        remembered(of, varied)([faces], [faces], [varied(64)], 100)
        for of, faces in ((varied, varied(64)), (alike_in_small, alike_in_small(64)))
    )
    assert float(same) < 0.1 < 0.15 < float(dull)


def test_what_varies_most_is_not_lost_among_much_that_hardly_varies():
    deviations = torch.tensor([10.0] + [1.0] * 255)
    varied, moved = (torch.randn(256, 256) * deviations for _ in range(2))
    moved[:, 0] += 10
    memory = FaceMemory((256,), size=256)
    memory([moved], [moved], [varied], 0)
    assert float(memory([moved[:64]], [moved[:64]], [varied[:64]], 1)) > 0.05


def test_nothing_is_lost_where_more_is_compared_than_there_are_photos_to_tell():
    memory = FaceMemory((256,), size=128)
    for step in range(20):
        loss = memory(*([torch.randn(8, 256)] for _ in range(3)), step)
    assert 0 < float(loss) < float("inf")


def test_photos_that_are_all_the_same_make_no_trouble():
    memory = remembered(photos, lambda count: torch.ones(count, 8))
    assert float(memory([photos(4)], [photos(4)], [torch.ones(4, 8)], 100)) >= 0


def test_half_precision_around_it_changes_nothing():
    varied, alike_in_small = stretched([10.0] + [0.1] * 7), stretched([10.0] + [0.04] * 7)
    memory, faces = remembered(alike_in_small, varied), alike_in_small(64)
    halved, known = copy.deepcopy(memory), memory([faces], [faces], [faces], 100)
    with torch.autocast("cpu", torch.bfloat16):
        assert float(halved([faces], [faces], [faces], 100)) == float(known)


def test_the_gradient_moves_faces_to_the_photos_mean_and_spread():
    memory = remembered(alike, photos)
    made = alike(128).requires_grad_()
    memory([made], [made.detach()], [photos(128)], 100).backward()
    gradient, made = made.grad, made.detach()
    moved = made - gradient / gradient.std() * 0.3
    assert float(moved.mean()) > float(made.mean()) + 0.1
    assert float(moved.std(0).mean()) > float(made.std(0).mean()) + 0.05


def test_nothing_is_said_before_enough_faces_are_known():
    memory = FaceMemory((8,), size=256)
    assert float(memory([alike(4)], [alike(4)], [photos(4)], 0)) == 0.0
    assert int(memory.count) == 4


def test_the_oldest_faces_are_forgotten():
    memory = FaceMemory((8,), size=6)
    for step in range(4):
        memory([alike(4)], [torch.full((4, 8), float(step))], [photos(4)], step)
    assert sorted(memory.made[:, 0].tolist()) == [2.0, 2.0, 3.0, 3.0, 3.0, 3.0]


def test_a_face_is_held_where_its_average_should_be():
    memory = remembered(photos, photos)
    average, wanted = photos(64), photos(64)
    near, far = (average + off for off in (0.0, 3.0))
    assert float(memory([near], [average], [wanted], 100)) < 0.1
    assert float(memory([far], [average], [wanted], 100)) > 5, "whatever the others' ranks"


def swing(ranked):
    """How far a generator, which only learns where all its faces lie, is off in the end."""
    memory, slow = FaceMemory((8,)), torch.full((8,), 1.0)
    shift = slow.clone().requires_grad_()
    optimiser = torch.optim.Adam([shift], 0.02, (0.5, 0.99))
    off = []
    for step in range(900):
        sketches = torch.randn(4, 8)
        optimiser.zero_grad()
        made = sketches + shift
        loss = memory([made], [ranked(made.detach(), sketches + slow)], [torch.randn(4, 8)], step)
        if loss.requires_grad:
            loss.backward()
            optimiser.step()
        slow.lerp_(shift.detach(), 0.01)
        off.append(shift.detach().clone())
    return float(torch.stack(off[450:]).square().mean().sqrt())


def test_a_generator_whose_average_is_ranked_settles_and_does_not_swing():
    own, averages = swing(lambda own, _: own), swing(lambda _, average: average)
    assert averages < 0.2 < 0.4 < own
