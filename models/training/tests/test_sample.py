"""Which sketches training sees."""

from types import SimpleNamespace

import numpy as np
import pytest

from facepencil_train.data import sample
from facepencil_train.data.sample import make_sample
from facepencil_train.data.store import RecordStore
from facepencil_train.sketch.stroke import DETAIL_LAYER


@pytest.fixture(scope="module")
def record(records):
    return RecordStore([records], "train").read(0)


def drawn_with(record, monkeypatch, plain=False, count=60):
    """Samples, and what was drawn edge-aligned in each: strokes and width of the pen."""
    seen, rasterize = [], sample.rasterize
    monkeypatch.setattr(
        sample,
        "rasterize",
        lambda strokes, width: seen.append((strokes, width)) or rasterize([], 1),
    )
    made = [make_sample(record, np.random.default_rng(i), plain) for i in range(count)]
    monkeypatch.setattr(sample, "rasterize", rasterize)
    drawn = zip(made, seen[::2], strict=True)
    return [SimpleNamespace(sample=s, strokes=d[0], width=d[1]) for s, d in drawn]


def test_half_of_the_sketches_are_as_evaluation_has_them(record, monkeypatch):
    (asked, *_) = drawn_with(record, monkeypatch, plain=True, count=1)
    assert asked.sample.simple
    drawn = drawn_with(record, monkeypatch)
    simple = [d for d in drawn if d.sample.simple]
    assert 18 <= len(simple) <= 42
    names = [s.name for s in asked.strokes]
    for of in simple:
        assert [s.name for s in of.strokes] == names
        assert of.width == asked.width
        assert not any(s.layer == DETAIL_LAYER for s in of.strokes)


def test_the_others_differ_in_pens_and_in_what_is_drawn(record, monkeypatch):
    others = [d for d in drawn_with(record, monkeypatch) if not d.sample.simple]
    assert len({round(d.width, 3) for d in others}) > 5
    assert len({len(d.strokes) for d in others}) > 1
