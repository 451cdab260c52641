"""Whether a photo shows a beard or a moustache: linear rules on how the lower face differs."""

from __future__ import annotations

import cv2
import numpy as np

from .view import CHANNELS, View

_CELLS = 10
"""Rows and columns of cells that the view is cut into."""

_MOST = 1.5
"""A difference counts as that at most: backgrounds differ more than hair."""

_BEARD_BIAS = -0.623

_BEARD_TABLE = """
   2   -9    8    3   -5
  -4  -16   -7  -13  -12
  -2   -6    1   15   17
   3    4   18   19    1
  -5    1    9   -3   -9
  -3    5    8   -1  -17
  -4   -1   22   32   10
  11  -11    4   23   15
  -3   -3  -10   -7   -5
 -11   -3  -13  -10    0

 -21   -2   13    6   -9
  -9    1   -6  -24  -30
 -10   -5   12   23   31
   5    5   18    6    4
   4   -2   -7  -14   -6
   2   -4    2   -9    0
  17    2    5   19   -1
  -6   -4  -15   26   25
 -15    2    1   -9    0
   1    4   12   -4   -3

   7    0    2    7   15
  15   -2   -3    2    1
  -2   -1    5   -2   -3
  -6    4    4  -25  -19
  -6   12   -2    0   -1
  -6    3   11    1   -9
  -1   -7   11   21  -11
  -1  -10  -18   13  -13
  -2    5    4   -6   -1
   9   -2    7    9    3

 -11   11   15    0    3
  -6  -20  -30  -33  -43
  -7   -7  -14    3   -4
  -4    7   10    9    1
   5   12   22   -6  -24
  -4    8   36   18   18
 -10    9   13   48   32
  -1   -8   -8   35   50
  -4   -4  -10   -4   20
  -8   -7  -16  -34  -26

  -5  -10    5    1   -8
 -15  -18  -14  -18  -11
 -15  -18  -15    0   18
  -1   -1    0   12    4
 -11    0    3    5   -3
  12   16   -5   -2  -16
  -3   21    7   20   16
   1    6    1   12   14
  -3    8    5   -2   -1
  -2   -2   -6   11    1
"""
"""Hundredths by channel (darker, less red, less yellow, rougher and, once more, darker on the less
dark side alone), row and column, from the picture's left edge to the middle; the other half is the
mirror image. Regularised least squares on 640 men drawn at random from the five sets, labelled by
eye (102 with a beard, 7 with a moustache alone, 150 in doubt), 479 women, and 240 beardless faces
with another's upper lip: moustaches alone are rare."""

_MOUSTACHE_BIAS = -0.653

_MOUSTACHE_TABLE = """
   4   -6    5    0    3
  -6   -9  -11  -27  -10
  -3  -17  -22   24   43
   6  -13   36   83   43
  -1   -5   13    9  -15
  -2   15   -9  -10  -41
  -6    6   10   27    3
   9  -10   -2   25    3
  -6   -3  -13  -14  -13
   3  -10   -2   -5  -10

 -25   -7   10    4   -5
  -8   -4  -10  -30  -27
  -7  -13   -4    9   36
   3   -9   85   76   40
 -14   -6    3   -1  -28
  -8   -2  -18  -12  -20
  16   -3    1   -1  -11
  15    0  -12   25   -6
 -20    0   -5   -2    0
  -1    5    8   -8    2

  10   10   -1    7   10
   8    5   -1    3   -5
  -4    4   -7   -5   11
   2    3   23  -36   -7
  -1    4    8   -9  -11
  -8    7  -14   -4  -19
  11   -4   12   12  -18
  -5   -8   -8   16  -26
  -5    1   12   -4   -4
   9   -4   10    6   14

  -8    9   13   -8    1
  -4  -16  -21  -39  -31
   4   -3  -17   -6   20
 -11    5   20  -16   35
   9    0   20  -15  -28
  -2    8   23    6   12
  -6   12   11   37   14
   1   -7   -7   30   27
 -11    1   -1    1   11
  -7    7  -17  -11  -36

  -1   -7    4   -5    4
 -12  -11  -14  -42   -9
 -10  -22  -32   14   46
  -6  -13   16   77   54
 -14  -12    3   17  -18
  12    3  -14  -13  -40
   4   24   -1   23    6
  -4   11   -4   22   -3
 -11   11   -6  -20  -13
   4   -7   10   16   -4
"""


def _weights(table: str) -> np.ndarray:
    return np.array(table.split(), float).reshape(CHANNELS + 1, _CELLS, _CELLS // 2) / 100


_BEARD, _MOUSTACHE = _weights(_BEARD_TABLE), _weights(_MOUSTACHE_TABLE)


def beard_scores(view: View) -> tuple[float, float]:
    """About 1 for a photo with a beard, and with a moustache, and -1 for one without."""
    cells = np.stack(
        [cv2.resize(m, (_CELLS, _CELLS), interpolation=cv2.INTER_AREA) for m in view.differences]
    )
    cells = np.clip(cells, -_MOST, _MOST)
    left, right = cells[..., : _CELLS // 2], cells[..., : _CELLS // 2 - 1 : -1]
    # A beard is dark on both sides, a shadow on one.
    both = np.concatenate([(left + right) / 2, np.minimum(left, right)[:1]])
    beard = (both * _BEARD).sum() + _BEARD_BIAS
    return float(beard), float((both * _MOUSTACHE).sum() + _MOUSTACHE_BIAS)
