"""The face MobileNet against a plain NumPy convolution, on random weights."""

import math

import numpy as np
import pytest
import torch
from face_model import all_shapes, write_model

from facepencil_train.losses.mobilenet import (
    LAYER_COUNT,
    FaceMobileNet,
    SameConv2d,
)
from facepencil_train.losses.tfjs import read_tfjs_weights


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    folder = tmp_path_factory.mktemp("models")
    weights = write_model(folder, all_shapes(), np.random.default_rng(0))
    return folder, weights


def same_conv(x, kernel, stride):
    """TensorFlow's SAME convolution of (H, W, Cin) with (kh, kw, Cin, Cout), written out."""
    side = kernel.shape[0]
    out = [math.ceil(n / stride) for n in x.shape[:2]]
    pads = []
    for n, o in zip(x.shape[:2], out, strict=True):
        total = max((o - 1) * stride + side - n, 0)
        pads.append((total // 2, total - total // 2))
    x = np.pad(x, (*pads, (0, 0)))
    result = np.zeros((*out, kernel.shape[3]))
    for row in range(out[0]):
        for col in range(out[1]):
            window = x[row * stride : row * stride + side, col * stride : col * stride + side]
            result[row, col] = np.tensordot(window, kernel, 3)
    return result


@pytest.mark.parametrize("size", [32, 33])
def test_first_layers_agree_with_the_written_out_convolution(model, size):
    folder, weights = model
    rgb = np.random.default_rng(1).random((size, size, 3)).astype(np.float32)
    x = rgb[..., ::-1] * 255 - np.array([103.939, 116.779, 123.68])
    x = same_conv(x, weights["conv1/convolution/merged_input"], 2)
    x = np.clip(x + weights["conv1_bn/batchnorm_1/sub"], 0, 6)
    kernel = weights["conv_dw_1/depthwise_kernel"]
    x = np.concatenate(
        [same_conv(x[..., c : c + 1], kernel[:, :, c : c + 1], 1) for c in range(32)], axis=-1
    )
    x = x * weights["conv_dw_1_bn/batchnorm_1/mul"] + weights["conv_dw_1_bn/batchnorm_1/sub"]
    expected = np.clip(x, 0, 6)

    net = FaceMobileNet(folder, input_size=size)
    (found,) = net(torch.from_numpy(rgb.transpose(2, 0, 1))[None], [1])
    np.testing.assert_allclose(found[0].permute(1, 2, 0).numpy(), expected, atol=2e-3)


def test_a_strided_convolution_pads_the_odd_pixel_at_the_end():
    layer = SameConv2d(1, 1, 3, stride=2, bias=False)
    with torch.no_grad():
        layer.weight.fill_(1)
    ones = torch.ones(1, 1, 4, 4)
    assert layer(ones)[0, 0].tolist() == [[9, 6], [6, 4]]


def test_taps_come_in_the_order_asked_with_the_strides_of_mobilenet(model):
    net = FaceMobileNet(model[0], input_size=64)
    picture = torch.rand(2, 3, 48, 80, requires_grad=True)
    taps = [26, 0, 12]
    features = net(picture, taps)
    assert [tuple(f.shape) for f in features] == [
        (2, 1024, 2, 2),
        (2, 32, 32, 32),
        (2, 512, 4, 4),
    ]
    sum(f.sum() for f in features).backward()
    assert picture.grad is not None and picture.grad.abs().sum() > 0
    assert not any(p.requires_grad for p in net.parameters())
    for tap, feature in zip(taps, features, strict=True):
        torch.testing.assert_close(net(picture, [tap])[0], feature)


@pytest.mark.parametrize("taps", [[], [-1], [LAYER_COUNT]])
def test_taps_outside_the_network_are_refused(model, taps):
    net = FaceMobileNet(model[0], input_size=32)
    with pytest.raises(ValueError, match="taps"):
        net(torch.rand(1, 3, 32, 32), taps)


def test_a_missing_or_cut_model_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="human-models"):
        FaceMobileNet(tmp_path)
    write_model(tmp_path, {"a": (4,)}, np.random.default_rng(0))
    data = tmp_path / "faceres-deep.bin"
    data.write_bytes(data.read_bytes()[:-4])
    with pytest.raises(ValueError, match="end before a"):
        read_tfjs_weights(tmp_path / "faceres-deep.json")
