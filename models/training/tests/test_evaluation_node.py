"""The driver of the node package: real networks where they are installed, and every failure."""

import json
import os
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from facepencil_train.evaluation import node
from facepencil_train.evaluation.node import ANNOTATE, EmbedError, NodeEmbedder, content_key

installed = pytest.mark.skipif(
    shutil.which("node") is None or not (ANNOTATE / "node_modules").is_dir(),
    reason=f"not installed: npm ci --prefix {ANNOTATE}",
)
PHOTOS = os.environ.get("FACEPENCIL_PHOTOS")


def plain(value):
    return np.full((64, 64, 3), value, np.uint8)


def package(folder, script):
    """A node package whose embed.mjs is the given script."""
    (folder / "node_modules").mkdir(parents=True)
    (folder / "embed.mjs").write_text(script)
    return folder


@installed
def test_results_come_in_order_and_are_kept(tmp_path, monkeypatch):
    pictures = [plain(90), plain(200), plain(90)]
    found = NodeEmbedder(tmp_path)(pictures)
    assert [face.detected for face in found] == [False, False, False]
    (cache,) = tmp_path.iterdir()
    assert len(cache.read_text().splitlines()) == 2

    monkeypatch.setenv("PATH", "")
    again = NodeEmbedder(tmp_path)
    assert len(again(pictures)) == 3
    with pytest.raises(EmbedError, match="node is not installed"):
        again([plain(91)])


@installed
@pytest.mark.skipif(not PHOTOS, reason="FACEPENCIL_PHOTOS is not set")
def test_a_photo_has_landmarks_and_a_descriptor(tmp_path):
    path = min(p for p in Path(PHOTOS).iterdir() if p.suffix in {".webp", ".jpg", ".png"})
    photo = np.asarray(Image.open(path).convert("RGB").resize((256, 256)))
    embed = NodeEmbedder(tmp_path)
    face, mirrored = embed([photo, photo[:, ::-1]])
    assert face.detected and mirrored.detected
    assert face.landmarks.shape == (478, 2)
    assert face.landmarks[263, 0] - face.landmarks[33, 0] > 40
    assert 0 < np.linalg.norm(face.descriptor - mirrored.descriptor) < 0.3
    (again,) = NodeEmbedder(tmp_path)([photo])
    np.testing.assert_array_equal(again.descriptor, face.descriptor)


def test_missing_packages_are_said_with_the_command_that_installs_them(tmp_path):
    with pytest.raises(EmbedError, match=r"no embed\.mjs"):
        NodeEmbedder(annotate=tmp_path)([plain(1)])
    (tmp_path / "embed.mjs").write_text("")
    with pytest.raises(EmbedError, match=f"npm ci --prefix {tmp_path}"):
        NodeEmbedder(annotate=tmp_path)([plain(1)])


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("process.exit(3)", "code 3"),
        ("", "no result for 1"),
        (
            "for await (const path of process.stdin) console.log(JSON.stringify("
            "{file: String(path).trim(), detected: false, error: 'out of memory'}))",
            "1 pictures failed, first with: out of memory",
        ),
    ],
)
def test_failures_of_node_are_reported(tmp_path, script, message):
    with pytest.raises(EmbedError, match=message):
        NodeEmbedder(annotate=package(tmp_path / "annotate", script))([plain(1)])


def test_a_half_written_line_of_the_cache_is_passed_over(tmp_path):
    NodeEmbedder(tmp_path)
    cache = tmp_path / f"embeddings-{node._code_version(ANNOTATE)}.jsonl"
    key = content_key(plain(5))
    cache.write_text(json.dumps({"key": key, "detected": False}) + '\n{"key": "ab')
    assert NodeEmbedder(tmp_path)([plain(5)])[0].detected is False


def test_results_of_other_scripts_are_not_used(tmp_path):
    first = node._code_version(package(tmp_path / "a", "1"))
    assert first == node._code_version(package(tmp_path / "b", "1"))
    assert first != node._code_version(package(tmp_path / "c", "2"))


def test_the_key_is_of_shape_and_content():
    picture = np.arange(24, dtype=np.uint8).reshape(2, 4, 3)
    assert content_key(picture) == content_key(picture.copy())
    assert content_key(picture) != content_key(picture.reshape(4, 2, 3))
    assert content_key(picture) != content_key(picture[:, ::-1])
    assert content_key(np.flip(picture[:, ::-1], 1)) == content_key(picture)
    with pytest.raises(ValueError, match="uint8"):
        content_key(picture / 255)
