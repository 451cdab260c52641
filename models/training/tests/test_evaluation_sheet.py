"""Contact sheets: what lies where."""

import numpy as np
import pytest
from PIL import Image

from facepencil_train.evaluation.sheet import contact_sheet, save_sheet

RED = np.full((10, 10, 3), (200, 0, 0), np.uint8)
GREY = np.full((20, 20), 90, np.uint8)


def test_pictures_stand_in_rows_and_columns():
    sheet = contact_sheet([[RED, GREY], [None, RED]], cell=16)
    assert sheet.size == (2 * 20 + 4, 2 * 20 + 4)
    assert sheet.getpixel((12, 12)) == (200, 0, 0)
    assert sheet.getpixel((32, 12)) == (90, 90, 90)
    assert sheet.getpixel((12, 32)) == (255, 255, 255)
    assert sheet.getpixel((32, 32)) == (200, 0, 0)


def test_blocks_stand_side_by_side():
    sheet = contact_sheet([[RED], [GREY], [RED]], cell=16, blocks=2)
    assert sheet.size == (2 * 24, 2 * 20 + 4)
    assert sheet.getpixel((36, 12)) == (90, 90, 90)
    assert sheet.getpixel((12, 32)) == (200, 0, 0)
    assert sheet.getpixel((36, 32)) == (255, 255, 255)


def test_titles_get_a_line_of_their_own():
    without = contact_sheet([[RED, GREY]], cell=64)
    titled = contact_sheet([[RED, GREY]], ["sketch", "face"], cell=64)
    assert titled.height == without.height + 20
    line = np.asarray(titled)[:20].min(axis=(0, 2))
    assert line[:68].min() < 128 and line[68:].min() < 128


def test_ink_is_dark_on_paper_and_alpha_lies_over_a_checkerboard():
    ink = np.zeros((8, 8), np.float32)
    ink[:, 4:] = 1
    clear = np.zeros((32, 32, 4), np.uint8)
    cells = np.asarray(contact_sheet([[ink, clear]], cell=32))
    assert cells[20, 8].tolist() == [255, 255, 255]
    assert cells[20, 32].tolist() == [0, 0, 0]
    assert set(np.unique(cells[4:36, 40:72])) == {205, 235}


def test_the_file_is_a_png_and_its_folder_is_made(tmp_path):
    path = tmp_path / "new" / "sheet.png"
    save_sheet(path, [[RED]], ["face"])
    with Image.open(path) as image:
        assert image.format == "PNG"


def test_nothing_to_show_too_many_titles_and_odd_types_are_refused():
    with pytest.raises(ValueError, match="at least one picture"):
        contact_sheet([[]])
    with pytest.raises(ValueError, match="2 titles"):
        contact_sheet([[RED]], ["sketch", "face"])
    with pytest.raises(ValueError, match="uint8"):
        contact_sheet([[RED.astype(np.int32)]])
