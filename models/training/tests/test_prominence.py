"""Places of a picture weigh as faces are judged: by eyes first."""

import pytest
import torch

from facepencil_train.losses import terms
from facepencil_train.training.prominence import prominence

CENTRES = torch.tensor([[98.0, 120], [158, 120], [128, 149], [128, 184], [128, 152]])


def at(weights, point):
    x, y = point
    return float(weights[0, 0, round(y), round(x)])


def test_eyes_and_brows_weigh_most_then_nose_and_mouth():
    weights = prominence(CENTRES[None], 256)
    assert weights.shape == (1, 1, 256, 256)
    assert float(weights.mean()) == pytest.approx(1, abs=1e-4)
    eye, brow, nose, mouth, cheek, corner = (
        at(weights, p) for p in ((98, 120), (158, 100), (128, 149), (128, 184), (90, 165), (3, 3))
    )
    assert eye == pytest.approx(10 * corner, rel=0.03)
    assert brow > 4 * corner
    assert mouth == pytest.approx(4 * corner, rel=0.15)
    assert nose == pytest.approx(4 * corner, rel=0.15)
    assert cheek < 1.5 * corner
    assert corner > 0


def test_weights_turn_with_the_head():
    turn = torch.tensor(0.6)
    rotation = torch.stack([turn.cos(), -turn.sin(), turn.sin(), turn.cos()]).view(2, 2)
    turned = (CENTRES - 128) @ rotation.T + 128
    brow = (torch.tensor([158.0, 100]) - 128) @ rotation.T + 128
    upright, tilted = (prominence(c[None], 256) for c in (CENTRES, turned))
    assert at(tilted, brow.tolist()) == pytest.approx(at(upright, (158, 100)), rel=0.1)


def test_eyes_that_lie_in_one_place_break_nothing():
    assert torch.isfinite(prominence(torch.full((2, 5, 2), 100.0), 256)).all()


def test_terms_count_places_by_their_weights():
    made = torch.zeros(2, 3, 8, 8)
    made[:, :, :4, :4] = 1.0
    weights = torch.zeros(2, 1, 8, 8)
    weights[:, :, :4, :4] = 4.0
    nothing = torch.zeros_like(made)
    assert float(terms.weighted_l1(made, nothing)) == pytest.approx(0.25)
    assert float(terms.weighted_l1(made, nothing, weights)) == pytest.approx(1)
    assert float(terms.weighted_l1(made, nothing, weights.flip(2))) == 0
    small = torch.zeros(2, 1, 2, 2)
    small[:, :, 0, 0] = 1.0
    assert float(terms.hinge_generator([small], weights)) == pytest.approx(-1)
    assert float(terms.hinge_real([small], weights)) == 0
    assert float(terms.hinge_made([small], weights)) == pytest.approx(2)
    assert float(terms.discriminator_feature_matching([made], [nothing], weights)) == (
        pytest.approx(1)
    )
