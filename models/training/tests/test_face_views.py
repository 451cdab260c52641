"""The face network's two views of a picture: all of it, and the face close up."""

import pytest
import torch

from facepencil_train.training.face_taps import FACE_INPUT
from facepencil_train.training.face_views import View, seen

CENTRES = torch.tensor([[98.0, 120], [158, 120], [128, 149], [128, 184], [128, 152]])


def dots(points):
    """A picture whose channels have a soft dot each, at three points."""
    y, x = torch.meshgrid(torch.arange(256) + 0.5, torch.arange(256) + 0.5, indexing="ij")
    return torch.stack([torch.exp(-((x - px) ** 2 + (y - py) ** 2) / 20) for px, py in points])


def places(picture):
    y, x = torch.meshgrid(*[torch.arange(FACE_INPUT) + 0.5] * 2, indexing="ij")
    weights = picture / picture.sum(dim=(1, 2), keepdim=True)
    return torch.stack([(weights * x).sum(dim=(1, 2)), (weights * y).sum(dim=(1, 2))], dim=1)


def test_views_take_turns():
    assert [View.at(step) for step in range(4)] == [View.WHOLE, View.CLOSE] * 2


def test_the_whole_view_is_the_picture():
    picture = torch.rand(1, 3, 256, 256)
    assert seen(View.WHOLE, picture, CENTRES[None]) is picture


@pytest.mark.parametrize(("angle", "scale", "shift"), [(0, 1, 0), (0.3, 0.9, 14)])
def test_a_close_up_shows_eyes_nose_and_mouth_larger_and_upright(angle, scale, shift):
    turn = torch.tensor(angle)
    rotation = scale * torch.stack([turn.cos(), -turn.sin(), turn.sin(), turn.cos()]).view(2, 2)
    centres = (CENTRES - 128) @ rotation.T + 128 + shift
    eyes = centres[[0, 1, 3]]
    close = seen(View.CLOSE, dots(eyes.tolist())[None], centres[None])[0]
    assert close.shape == (3, FACE_INPUT, FACE_INPUT)
    left, right, mouth = places(close)
    assert float((right - left)[1]) == pytest.approx(0, abs=1), "upright"
    apart = float((eyes[1] - eyes[0]).norm())
    assert float((right - left)[0]) > 1.3 * apart, "larger"
    for part in (left, right, mouth):
        assert (part > 24).all() and (part < FACE_INPUT - 24).all(), "with what is around them"


def test_gradients_reach_the_picture():
    picture = torch.rand(1, 3, 256, 256, requires_grad=True)
    seen(View.CLOSE, picture, CENTRES[None]).sum().backward()
    assert float(picture.grad[:, :, 110:190, 90:170].abs().min()) > 0
