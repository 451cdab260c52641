"""Features at the parts of faces: they come from there, and from nowhere else."""

import torch

from facepencil_train.losses.places import PLACES, pooled, pooled_at

CENTRES = torch.tensor([[98.0, 120], [158, 120], [128, 149], [128, 184], [128, 152]])


def test_each_place_sees_its_part_alone():
    features = torch.zeros(1, 3, 32, 32)
    features[0, 0, 15, 12] = features[0, 0, 15, 19] = 49.0  # The eyes, in cells of 8 pixels.
    features[0, 1, 18, 16] = 49.0  # The nose.
    features[0, 2, 26, 16] = 49.0  # Below the mouth.
    eyes, nose, mouth = pooled_at(features, CENTRES[None])
    assert len(PLACES) == 3
    assert eyes[0, 0] > 0.5
    assert nose[0, 1] > 0.5
    assert mouth[0, 2] > 0.2
    assert nose[0, 2] == 0


def test_a_flat_picture_is_the_same_everywhere():
    features = torch.full((2, 5, 12, 12), 3.0)
    corners = torch.tensor([[0.0, 0], [256, 0], [256, 256], [-40, 300], [128, 255]]).expand(2, 5, 2)
    for at in pooled_at(features, corners):
        assert torch.allclose(at, torch.full((2, 5), 3.0))
    assert torch.allclose(pooled(features), torch.full((2, 5), 3.0))


def test_what_lies_beside_the_middle_comes_between():
    ramp = torch.arange(32.0).expand(1, 1, 32, 32)
    two = torch.stack([CENTRES, CENTRES + 4])
    _, nose, _ = pooled_at(ramp.expand(2, 1, 32, 32), two)
    assert torch.allclose(nose[1] - nose[0], torch.tensor([0.5]), atol=1e-4)
