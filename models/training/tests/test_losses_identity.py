"""Who a face is: laid where the network expects it, and the network itself on random weights."""

import numpy as np
import pytest
import torch
from face_model import identity_shapes, write_model

from facepencil_train.losses.identity import LAYERS, SIDE, FaceIdentity, align

CENTRES = torch.tensor([[98.0, 120], [158, 120], [128, 149], [128, 184], [128, 152]])


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    folder = tmp_path_factory.mktemp("identity")
    weights = write_model(folder, identity_shapes(), np.random.default_rng(0), "mobileface")
    return FaceIdentity(folder), weights


def moved(points, angle, scale, shift):
    """Points turned and scaled around the middle of the canvas, then shifted."""
    turn = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return torch.from_numpy(((points.numpy() - 128) @ turn.T + 128 + shift).astype(np.float32))


def blobs(points):
    """A picture with a soft blob of its own colour at each of three points."""
    y, x = np.mgrid[:256, :256] + 0.5
    picture = [np.exp(-((x - px) ** 2 + (y - py) ** 2) / 60) for px, py in points[:3].tolist()]
    return torch.from_numpy(np.stack(picture).astype(np.float32))[None]


def middles(picture):
    y, x = np.mgrid[:SIDE, :SIDE] + 0.5
    weights = picture[0].numpy() / picture[0].numpy().sum(axis=(1, 2), keepdims=True)
    return np.stack([(weights * x).sum(axis=(1, 2)), (weights * y).sum(axis=(1, 2))], axis=1)


@pytest.mark.parametrize(
    ("angle", "scale", "shift"), [(0, 1, 0), (0.3, 1.0, 9), (-0.5, 0.8, -12), (0.1, 1.3, 0)]
)
def test_parts_come_where_the_template_has_them(model, angle, scale, shift):
    template = model[0].template
    centres = moved(CENTRES, angle, scale, shift)
    found = middles(align(blobs(centres), centres[None], template, SIDE))
    # The drawn face's parts are not quite placed like the template's: a similarity leaves a rest.
    assert found == pytest.approx(template[:3].numpy(), abs=5)
    upright = middles(align(blobs(CENTRES), CENTRES[None], template, SIDE))
    assert found == pytest.approx(upright, abs=0.3), "whichever way the face was turned"


def test_a_face_is_who_it_is_wherever_it_lies(model):
    network, _ = model
    there = moved(CENTRES, 0.2, 0.9, 6)
    first, second = network(blobs(CENTRES), CENTRES[None]), network(blobs(there), there[None])
    other = network(blobs(CENTRES).flip(1), CENTRES[None])
    assert first.shape == (1, 256)
    assert float(first.norm()) == pytest.approx(1, abs=1e-5)
    assert float((first * second).sum()) > 0.95
    assert float((first * other).sum()) < float((first * second).sum()) - 0.02


def test_features_are_as_large_as_they_are_said_to_be(model):
    seen = model[0].features(torch.rand(2, 3, 256, 256), CENTRES.expand(2, -1, -1))
    assert [x.shape for x in seen] == [(2, c, side, side) for c, side in LAYERS]


def conv(x, kernel, stride=1):
    """A padded convolution of ``[H, W, C]`` with ``[3, 3, C, D]`` or, depthwise, ``[3, 3, C]``."""
    padded = np.pad(x, ((1, 1), (1, 1), (0, 0)))
    rows, columns = ((n + 1) // stride if stride == 2 else n for n in x.shape[:2])
    result = []
    for y in range(rows):
        for i in range(columns):
            window = padded[y * stride : y * stride + 3, i * stride : i * stride + 3]
            whole = kernel.ndim == 4
            result.append(
                np.tensordot(window, kernel, 3) if whole else (window * kernel).sum((0, 1))
            )
    return np.stack(result).reshape(rows, columns, -1)


def prelu(x, slope):
    return np.maximum(x, 0) + slope * np.minimum(x, 0)


def test_the_network_is_what_its_weights_say(model):
    network, weights = model
    picture = torch.rand(1, 3, 256, 256, generator=torch.Generator().manual_seed(0)) * 2 - 1
    half = torch.nn.functional.avg_pool2d(picture, 2)
    x = align(half, CENTRES[None] / 2, network.template, SIDE)[0].permute(1, 2, 0).numpy()
    x = prelu(conv(x * 127.5 / 128, weights["conv1_weight"], 2), weights["prelu1_gamma"])
    for stage in range(1, 5):
        w = {k.split("_unit1_")[-1]: v for k, v in weights.items() if f"stage{stage}_" in k}
        x = x @ w["conv0_0_weight"][0, 0]
        x = prelu(conv(x, w["conv0_1_df"][..., 0], 2), w["prelu0_gamma"])
        seen = prelu(conv(x, w["conv1_df"][..., 0]), w["prelu1_gamma"])
        x = x + prelu(conv(seen, w["conv2_df"][..., 0]), w["prelu2_gamma"])
    out = x.reshape(-1) @ weights["dense/kernel"]
    out = out * weights["batchnorm0/mul"] + weights["batchnorm0/sub"]
    expected = out / np.linalg.norm(out)
    assert network(picture, CENTRES[None])[0].numpy() == pytest.approx(expected, abs=1e-4)


def test_the_picture_gets_a_gradient_and_the_network_none(model):
    network, _ = model
    picture = torch.rand(1, 3, 256, 256).requires_grad_()
    (1 - network(picture, CENTRES[None])[:, 0]).sum().backward()
    assert float(picture.grad[:, :, 100:200, 80:180].abs().max()) > 0
    assert all(p.grad is None for p in network.parameters())


def test_a_missing_model_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="human-models"):
        FaceIdentity(tmp_path)
