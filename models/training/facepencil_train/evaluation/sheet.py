"""Contact sheets: rows of pictures under column titles."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

_GAP = 4
_TITLE_HEIGHT = 20
_PAPER = (255, 255, 255)
_TEXT = (60, 60, 60)
_CHECKER = 8


def contact_sheet(
    rows: Sequence[Sequence[np.ndarray | None]],
    titles: Sequence[str] = (),
    cell: int = 256,
    blocks: int = 1,
) -> Image.Image:
    """Lay pictures out in rows.

    Parameters
    ----------
    rows
        One row a sketch, for example (sketch, face, photo). A picture is uint8 ``[H, W]`` grey,
        ``[H, W, 3]`` or ``[H, W, 4]`` (straight alpha, shown over a checkerboard), or a float
        ``[H, W]`` ink (1 = line, 0 = paper); None leaves the cell empty.
    titles
        Titles of the columns; none leaves the title line out.
    cell
        Side of a cell in pixels; pictures are scaled to it.
    blocks
        Rows side by side on one line of the sheet.

    Returns
    -------
    Image
        The sheet, RGB.

    Raises
    ------
    ValueError
        If there are no pictures, or more titles than columns.
    """
    columns = max((len(row) for row in rows), default=0)
    if columns == 0:
        raise ValueError("a sheet needs at least one picture")
    if len(titles) > columns:
        raise ValueError(f"{len(titles)} titles for {columns} columns")
    top = _TITLE_HEIGHT if titles else 0
    pitch = cell + _GAP
    block_width = columns * pitch + _GAP
    lines = -(-len(rows) // blocks)
    size = (min(blocks, len(rows)) * block_width, top + lines * pitch + _GAP)
    sheet = Image.new("RGB", size, _PAPER)
    for index, row in enumerate(rows):
        line, block = divmod(index, blocks)
        for column, picture in enumerate(row):
            if picture is not None:
                place = (block * block_width + _GAP + column * pitch, top + _GAP + line * pitch)
                sheet.paste(_cell_image(picture, cell), place)
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(12)
    for block in range(min(blocks, len(rows))):
        for column, title in enumerate(titles):
            place = (block * block_width + _GAP + column * pitch, _GAP)
            draw.text(place, title, fill=_TEXT, font=font)
    return sheet


def save_sheet(
    path: Path,
    rows: Sequence[Sequence[np.ndarray | None]],
    titles: Sequence[str] = (),
    cell: int = 256,
    blocks: int = 1,
) -> None:
    """Write a :func:`contact_sheet` as PNG or, by the path's suffix, JPEG; folders are made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    contact_sheet(rows, titles, cell, blocks).save(path, optimize=True, quality=90)


def _cell_image(picture: np.ndarray, side: int) -> Image.Image:
    if np.issubdtype(picture.dtype, np.floating):
        picture = np.round(255 * (1 - np.clip(picture, 0, 1))).astype(np.uint8)
    if picture.dtype != np.uint8:
        raise ValueError(f"pictures must be uint8 or float ink, not {picture.dtype}")
    if picture.ndim == 3 and picture.shape[2] == 4:
        picture = _over_checkerboard(picture)
    image = Image.fromarray(picture).convert("RGB")
    if image.size == (side, side):
        return image
    return image.resize((side, side), Image.Resampling.LANCZOS)


def _over_checkerboard(rgba: np.ndarray) -> np.ndarray:
    row, col = np.indices(rgba.shape[:2]) // _CHECKER
    board = np.where((row + col) % 2 == 0, 235.0, 205.0)[..., None]
    alpha = rgba[..., 3:].astype(np.float64) / 255
    return np.round(rgba[..., :3] * alpha + board * (1 - alpha)).astype(np.uint8)
