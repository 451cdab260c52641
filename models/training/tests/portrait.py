"""A drawn portrait with landmarks: what the data path can be tested on without a photo."""

import cv2
import numpy as np

from facepencil_train.prepare import mesh

SKIN, HAIR, BACKGROUND, CLOTHING = (224, 172, 140), (60, 38, 22), (150, 165, 180), (40, 90, 160)


def _arc(landmarks, indices, centre, radius, start, end):
    angle = np.deg2rad(np.linspace(start, end, len(indices)))
    landmarks[indices] = np.array(centre) + np.array(radius) * np.stack(
        [np.cos(angle), np.sin(angle)], axis=1
    )


def landmarks_256():
    """``[478, 2]`` in canvas pixels; the points that the data path names lie where they should."""
    points = np.tile([128.0, 140.0], (478, 1))
    _arc(points, mesh.FACE_OVAL, (128, 138), (56, 76), -90, 260)
    for side, x in (("left", 100), ("right", 156)):
        outward = 180 if side == "left" else 0
        inward = 0 if side == "left" else 180
        turn = 360 if side == "left" else -180
        _arc(points, mesh.EYE_UPPER[side], (x, 120), (13, 6), outward, turn if outward else -180)
        _arc(points, mesh.EYE_LOWER[side], (x, 120), (13, 5), outward, inward)
        points[mesh.IRIS[side]] = [(x, 120), (x + 6, 120), (x, 114), (x - 6, 120), (x, 126)]
        brow = mesh.BROW[side]
        across = np.linspace(-17, 17, 5)
        points[brow[:5]] = np.stack([x + across, np.full(5, 105.0)], axis=1)
        points[brow[5:]] = np.stack([x - across, np.full(5, 100.0)], axis=1)
        sign = -1 if side == "left" else 1
        down = np.linspace(0, 1, 11)
        points[mesh.NOSE_SIDE[side]] = np.stack(
            [128 + sign * (4 + 12 * down * (1 - down) * 3) * (down < 1), 118 + 42 * down], axis=1
        )
    _arc(points, mesh.LIP_OUTER_UPPER, (128, 178), (22, 8), 180, 360)
    _arc(points, mesh.LIP_OUTER_LOWER, (128, 178), (22, 10), 180, 0)
    _arc(points, mesh.LIP_INNER_UPPER, (128, 178), (17, 2), 180, 360)
    _arc(points, mesh.LIP_INNER_LOWER, (128, 178), (17, 3), 180, 0)
    cheeks = [(96, 150), (160, 150), (98, 158), (158, 158)]
    points[mesh.CHEEKS] = [*cheeks, (128, 150), (128, 130), (128, 85), (128, 95)]
    return points


def portrait(size=256, seed=0):
    """A drawn person: RGB uint8 ``[size, size, 3]``, matte uint8 ``[256, 256]``, landmarks."""
    rng = np.random.default_rng(seed)
    image = np.full((256, 256, 3), BACKGROUND, np.uint8)
    matte = np.zeros((256, 256), np.uint8)

    def both(draw):
        draw(image, True)
        draw(matte, False)

    def ellipse(centre, axes, colour):
        both(lambda im, c: cv2.ellipse(im, centre, axes, 0, 0, 360, colour if c else 255, -1))

    ellipse((128, 118), (72, 96), HAIR)
    both(lambda im, c: cv2.rectangle(im, (104, 200), (152, 256), SKIN if c else 255, -1))
    body = np.array(
        [[10, 256], [40, 232], [104, 226], [128, 244], [152, 226], [216, 232], [246, 256]]
    )
    both(lambda im, c: cv2.fillPoly(im, [body], CLOTHING if c else 255))
    ellipse((128, 138), (56, 76), SKIN)
    for x in (100, 156):
        cv2.ellipse(image, (x, 120), (13, 6), 0, 0, 360, (245, 245, 245), -1)
        cv2.circle(image, (x, 120), 5, (70, 50, 40), -1)
        cv2.rectangle(image, (x - 17, 100), (x + 17, 105), HAIR, -1)
    cv2.ellipse(image, (128, 178), (22, 9), 0, 0, 360, (190, 90, 90), -1)
    noisy = np.clip(image + rng.normal(0, 3, image.shape), 0, 255).astype(np.uint8)
    if size != 256:
        noisy = cv2.resize(noisy, (size, size), interpolation=cv2.INTER_CUBIC)
    return noisy, cv2.GaussianBlur(matte, (0, 0), 1), landmarks_256()
