"""Photos to records, on drawn portraits."""

import json

import cv2
import numpy as np
import pytest
from conftest import PEOPLE, prepare_args
from portrait import BACKGROUND, CLOTHING, HAIR, SKIN, portrait

from facepencil_train.data.store import RecordStore
from facepencil_train.prepare import run as prepare
from facepencil_train.prepare.boundaries import _chains, jaw_strokes, spline, trace_boundaries
from facepencil_train.prepare.features import feature_strokes
from facepencil_train.prepare.masks import read_mask_folder
from facepencil_train.prepare.parsing import Label, parse
from facepencil_train.prepare.record import LeftOutError, Source, build_record, split_of
from facepencil_train.prepare.shards import write_shard
from facepencil_train.prepare.style import measure_style


@pytest.fixture(scope="module")
def parsed():
    rgb, matte, landmarks = portrait()
    return rgb, parse(rgb, matte / 255, landmarks), landmarks


def test_every_region_of_a_portrait_gets_its_label(parsed):
    _, labels, _ = parsed
    places = {(10, 10): Label.BACKGROUND, (150, 128): Label.SKIN, (40, 128): Label.HAIR}
    places |= {(252, 60): Label.CLOTHING, (222, 128): Label.SKIN}
    assert {p: Label(labels[p]) for p in places} == places


def test_style_is_the_colour_of_each_region(parsed):
    rgb, labels, _ = parsed
    style = measure_style(rgb, labels)
    wanted = {"skin": SKIN, "hair": HAIR, "background": BACKGROUND, "clothing": CLOTHING}
    for region, colour in wanted.items():
        assert np.abs(np.subtract(style[region], colour)).max() <= 6, region


def test_a_region_that_is_not_seen_has_no_colour(parsed):
    rgb, labels, _ = parsed
    bald = np.where(labels == Label.HAIR, Label.BACKGROUND, labels).astype(np.uint8)
    assert measure_style(rgb, bald)["hair"] is None


def test_boundaries_are_named_by_what_they_separate(parsed):
    _, labels, landmarks = parsed
    names = {s.name for s in trace_boundaries(labels, landmarks)}
    assert {"hairline", "hair_outer", "neckline", "shoulders"} <= names


def test_every_edge_is_traced_once():
    square = [((0, 0), (1, 0)), ((1, 0), (1, 1)), ((1, 1), (0, 1)), ((0, 1), (0, 0))]
    tail = [((1, 1), (2, 2)), ((2, 2), (3, 3))]
    for edges in (square, square + tail, tail):
        chains = _chains(edges)
        assert sum(len(points) - (not closed) for points, closed in chains) == len(edges)
    assert [closed for _, closed in _chains(square)] == [True]


def test_a_traced_circle_stays_within_a_pixel_of_the_circle():
    y, x = np.mgrid[:256, :256] + 0.5
    labels = np.where(np.hypot(x - 128, y - 128) < 60, Label.HAIR, Label.BACKGROUND).astype(
        np.uint8
    )
    (stroke,) = trace_boundaries(labels, np.full((478, 2), 128.0))
    radius = np.hypot(*(stroke.points - 128).T)
    assert stroke.closed
    assert np.abs(radius - 60).max() < 1


def test_the_jaw_is_drawn_only_where_no_boundary_runs(parsed):
    _, labels, landmarks = parsed
    everything = trace_boundaries(labels, landmarks)
    alone = sum(len(s.points) for s in jaw_strokes(labels, landmarks, []))
    beside = sum(len(s.points) for s in jaw_strokes(labels, landmarks, everything))
    assert 0 < beside < alone


def test_features_lie_on_their_landmarks():
    _, _, landmarks = portrait()
    strokes = {s.name: s for s in feature_strokes(landmarks)}
    assert len([n for n in strokes if n.startswith(("eye", "brow", "iris", "nose"))]) == 10
    lid = strokes["eye_upper_left"].points
    assert np.abs(lid[0] - landmarks[33]).max() < 0.5
    # Irises are hidden where the lids cover them.
    iris = strokes["iris_left"].points
    assert iris[:, 1].min() > 113.5
    assert iris[:, 1].max() < 126


def test_a_spline_passes_through_its_points():
    points = np.array([[0, 0], [10, 5], [20, 0], [30, -5]], float)
    curve = spline(points, steps=4)
    for point in points:
        assert np.hypot(*(curve - point).T).min() < 1e-9


def test_shards_hold_every_adult_and_count_who_is_left_out(records, capsys):
    stores = [RecordStore([records], split) for split in ("train", "validation")]
    assert sum(map(len, stores)) == PEOPLE - 1
    summaries = [json.loads(p.read_text()) for p in sorted(records.glob("*.json"))]
    reasons = {k: v for s in summaries for k, v in s["leftOut"].items()}
    assert reasons == {"drawn_0005": "annotated age under 18"}


def test_a_record_comes_back_as_it_was_written(records):
    record = RecordStore([records], "train").read(0)
    assert record.photo.shape[2] == 3
    assert record.alpha.shape == record.labels.shape == (256, 256)
    assert record.landmarks.shape == (478, 2)
    assert len(record.strokes) > 12


def test_prepare_goes_on_where_it_was_stopped(photo_set, copied_records, capsys):
    shards = sorted(copied_records.glob("*.tar"))
    kept = shards[0].stat().st_mtime_ns
    whole = shards[1].read_bytes()
    shards[1].unlink()
    prepare.run(
        prepare_args(
            photos=photo_set / "photos",
            annotations=photo_set / "annotations.jsonl.gz",
            mattes=photo_set / "mattes",
            out=copied_records,
            shard_size=16,
            workers=1,
        )
    )
    assert shards[0].stat().st_mtime_ns == kept
    assert shards[1].read_bytes() == whole
    assert "left out: 1 (annotated age under 18)" in capsys.readouterr().out


def test_the_split_depends_on_the_id_alone():
    names = [f"person_{i}" for i in range(4000)]
    share = sum(split_of(n) == "validation" for n in names) / len(names)
    assert 0.04 < share < 0.07
    assert [split_of(n) for n in names[:50]] == [split_of(n) for n in reversed(names[:50])][::-1]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"age": 17.9}, "under 18"),
        ({"age": None}, "no age"),
        ({"landmarks": []}, "no face"),
    ],
)
def test_people_who_must_be_left_out_are(photo_set, change, reason):
    annotations = prepare.read_annotations(photo_set / "annotations.jsonl.gz")
    annotation = annotations["drawn_0001"] | change
    photo = photo_set / "photos" / "drawn_0001.webp"
    with pytest.raises(LeftOutError, match=reason):
        build_record(Source(annotation, photo, photo_set / "mattes" / "drawn_0001.webp"))


def test_an_unreadable_photo_is_left_out_not_fatal(photo_set, tmp_path):
    annotations = prepare.read_annotations(photo_set / "annotations.jsonl.gz")
    broken = tmp_path / "broken.webp"
    broken.write_bytes(b"not a picture")
    matte = photo_set / "mattes" / "drawn_0001.webp"
    with pytest.raises(LeftOutError, match="unreadable"):
        build_record(Source(annotations["drawn_0001"], broken, matte))


def test_a_person_without_the_asked_masks_is_left_out_not_fatal(photo_set, tmp_path):
    annotations = prepare.read_annotations(photo_set / "annotations.jsonl.gz")
    photo, matte = (photo_set / kind / "drawn_0001.webp" for kind in ("photos", "mattes"))
    with pytest.raises(LeftOutError, match="masks missing"):
        build_record(Source(annotations["drawn_0001"], photo, matte, tmp_path / "nobody"))


def test_names_with_dots_and_capital_suffixes_come_back(photo_set, tmp_path):
    annotations = prepare.read_annotations(photo_set / "annotations.jsonl.gz")
    photo = tmp_path / "j.doe.v2.JPG"
    picture = cv2.imread(str(photo_set / "photos" / "drawn_0001.webp"))
    photo.write_bytes(cv2.imencode(".jpg", picture)[1].tobytes())
    matte = photo_set / "mattes" / "drawn_0001.webp"
    annotation = annotations["drawn_0001"] | {"id": "j.doe.v2"}
    files = build_record(Source(annotation, photo, matte))
    shard = tmp_path / "set.tar"
    write_shard(shard, [("j.doe.v2", files)])
    people = [{"id": "j.doe.v2", "split": "train"}]
    shard.with_suffix(".json").write_text(json.dumps({"people": people}))
    assert RecordStore([tmp_path], "train").read(0).photo.shape == picture.shape


def test_mask_folders_make_label_maps(tmp_path):
    for part, box in {"skin": (100, 100, 300, 400), "hair": (100, 40, 300, 100)}.items():
        mask = np.zeros((512, 512), np.uint8)
        cv2.rectangle(mask, box[:2], box[2:], 255, -1)
        cv2.imwrite(str(tmp_path / f"00001_{part}.png"), mask)
    labels = read_mask_folder(tmp_path)
    assert labels[125, 100] == Label.SKIN
    assert labels[30, 100] == Label.HAIR
    assert labels[5, 5] == Label.BACKGROUND
    with pytest.raises(FileNotFoundError):
        read_mask_folder(tmp_path / "missing")
