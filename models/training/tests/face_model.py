"""Face networks with random weights in TensorFlow.js form, shaped like the real ones."""

import json

import numpy as np

from facepencil_train.losses.mobilenet import layer_names

CHANNELS = [32, 64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024]


def write_model(folder, shapes, rng, name="faceres-deep"):
    """Write a TensorFlow.js graph model with random weights; returns them by name."""
    weights = {n: rng.normal(0, 0.3, s).astype(np.float32) for n, s in shapes.items()}
    entries = [{"name": n, "shape": list(w.shape), "dtype": "float32"} for n, w in weights.items()]
    manifest = [{"paths": [f"{name}.bin"], "weights": entries}]
    (folder / f"{name}.json").write_text(json.dumps({"weightsManifest": manifest}))
    (folder / f"{name}.bin").write_bytes(b"".join(w.tobytes() for w in weights.values()))
    return weights


def all_shapes():
    shapes = {}
    previous = 3
    for name in layer_names():
        channels = CHANNELS[0 if name == "conv1" else int(name.rsplit("_", 1)[1])]
        if name.startswith("conv_dw"):
            shapes[f"{name}/depthwise_kernel"] = (3, 3, previous, 1)
            shapes[f"{name}_bn/batchnorm_1/mul"] = (previous,)
            shapes[f"{name}_bn/batchnorm_1/sub"] = (previous,)
        else:
            side = 3 if name == "conv1" else 1
            shapes[f"{name}/convolution/merged_input"] = (side, side, previous, channels)
            shapes[f"{name}_bn/batchnorm_1/sub"] = (channels,)
            previous = channels
    return shapes


def identity_shapes():
    """The network of :mod:`facepencil_train.losses.identity`."""
    shapes = {"conv1_weight": (3, 3, 3, 32), "prelu1_gamma": (32,)}
    previous = 32
    for stage, channels in enumerate((32, 32, 64, 128), start=1):
        name = f"stage{stage}_unit1"
        shapes[f"{name}_conv0_0_weight"] = (1, 1, previous, channels)
        shapes |= {f"{name}_{k}_df": (3, 3, channels, 1) for k in ("conv0_1", "conv1", "conv2")}
        shapes |= {f"{name}_prelu{i}_gamma": (channels,) for i in range(3)}
        previous = channels
    shapes["dense/kernel"] = (4 * 4 * previous, 256)
    return shapes | {"batchnorm0/mul": (256,), "batchnorm0/sub": (256,)}
