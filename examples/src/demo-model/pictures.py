"""Draws the training pictures of the demo model: filled shapes on cluttered grounds, with a mask for each shape."""

import io

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

CLASSES = ["circle", "square", "triangle", "star", "cross", "heart", "drop", "diamond"]
SIDE = 128  # pixels of a picture's edge, the network's input
FINE = 4  # masks are drawn this much larger and averaged
AREA = (0.025, 0.22)  # share of the picture a shape covers; a little wider than what is promised, 0.03 to 0.20

_Y, _X = np.mgrid[0:SIDE, 0:SIDE].astype(np.float32)


# ---------------------------------------------------------------- outlines, as polygons around the origin


def _turn(count, start=0.0, end=2 * np.pi):
    return np.linspace(start, end, count, endpoint=False)


def _polar(radii, angles):
    return np.stack([radii * np.cos(angles), radii * np.sin(angles)], axis=1)


def _circle(rng):
    return _polar(1.0, _turn(72))


def _square(rng):
    return np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], float)


def _triangle(rng):
    tall = rng.uniform(1.35, 2.1)
    return np.array([[-1, tall / 3], [1, tall / 3], [rng.uniform(-0.25, 0.25), -2 * tall / 3]])


def _star(rng):
    inner = rng.uniform(0.38, 0.55)
    return _polar(np.where(np.arange(10) % 2 == 0, 1.0, inner), _turn(10))


def _cross(rng):
    a = rng.uniform(0.3, 0.45)
    return np.array([[-a, -1], [a, -1], [a, -a], [1, -a], [1, a], [a, a], [a, 1], [-a, 1], [-a, a], [-1, a], [-1, -a], [-a, -a]])


def _heart(rng):
    t = _turn(80)
    deep = rng.uniform(4.0, 6.0)
    x = 16 * np.sin(t) ** 3
    y = 13 * np.cos(t) - deep * np.cos(2 * t) - 2 * np.cos(3 * t) - np.cos(4 * t)
    return np.stack([x * rng.uniform(0.95, 1.1), -y - 2], axis=1) / 16


def _drop(rng):
    """A disc and the tangents to it from a point above."""
    tip = rng.uniform(1.7, 2.4)
    touch = np.arccos(1 / tip)  # from the axis to where the tangents leave the disc
    around = np.linspace(touch, 2 * np.pi - touch, 60)
    return np.concatenate([[[tip, 0]], _polar(1.0, around)])


def _diamond(rng):
    tall = rng.uniform(1.45, 2.0)
    return np.array([[0, -tall], [1, 0], [0, tall], [-1, 0]])


OUTLINES = [_circle, _square, _triangle, _star, _cross, _heart, _drop, _diamond]


def _area(points):
    x, y = points[:, 0], points[:, 1]
    return abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2


def _placed(rng, kind):
    """The outline of a class, turned, stretched a little, sized and placed so that all of it is in the picture."""
    while True:
        points = OUTLINES[kind](rng) * [1, rng.uniform(0.9, 1.1)]
        angle = rng.uniform(0, 2 * np.pi)
        if rng.random() < 0.25:  # upright pictures are what people draw
            angle = rng.normal(0, 0.1) - (np.pi / 2 if kind == 3 else 0)
        cos, sin = np.cos(angle), np.sin(angle)
        points = points @ np.array([[cos, sin], [-sin, cos]])
        share = np.exp(rng.uniform(*np.log(AREA)))
        points *= np.sqrt(share * SIDE * SIDE / _area(points))
        low, high = points.min(axis=0), points.max(axis=0)
        room = SIDE - 4 - (high - low)
        if (room > 0).all():
            return points - low + 2 + rng.uniform(0, 1, 2) * room


def _mask(points):
    fine = Image.new("L", (SIDE * FINE, SIDE * FINE))
    ImageDraw.Draw(fine).polygon([tuple(p) for p in points * FINE], fill=255)
    return fine.reduce(FINE)


# ---------------------------------------------------------------- grounds


def _color(rng):
    """Any color, now and then a gray, a pale or a strong one."""
    color = rng.uniform(0, 255, 3)
    how = rng.random()
    if how < 0.2:
        color = rng.uniform(0, 255) + rng.normal(0, 8, 3)
    elif how < 0.45:
        color = rng.uniform(0, 255) + rng.normal(0, 30, 3)
    elif how < 0.6:
        color = np.where(color > np.median(color), 255 - color * 0.2, color * 0.3)
    return np.clip(color, 0, 255).astype(np.float32)


def _near(rng, color, spread):
    return np.clip(color + rng.normal(0, spread, 3), 0, 255).astype(np.float32)


def _wave(rng, period):
    angle, phase = rng.uniform(0, np.pi), rng.uniform(0, 2 * np.pi)
    wave = np.sin((_X * np.cos(angle) + _Y * np.sin(angle)) * (2 * np.pi / period) + phase)
    sharp = rng.choice([0, 3, 30])
    return wave if sharp == 0 else np.tanh(wave * sharp)


def _clouds(rng, cells):
    grid = Image.fromarray(rng.normal(0, 1, (cells, cells)).astype(np.float32))
    return np.asarray(grid.resize((SIDE, SIDE), Image.Resampling.BICUBIC))


def _ramp(rng):
    if rng.random() < 0.3:
        far = np.hypot(_X - rng.uniform(0, SIDE), _Y - rng.uniform(0, SIDE))
        return far / far.max()
    angle = rng.uniform(0, 2 * np.pi)
    ramp = _X * np.cos(angle) + _Y * np.sin(angle)
    return (ramp - ramp.min()) / (ramp.max() - ramp.min())


def _ground(rng):
    base = _color(rng)
    other = _near(rng, base, rng.choice([15, 40, 70]))
    ground = base + _ramp(rng)[..., None] * (other - base)
    if rng.random() < 0.3:  # parts of the picture with edges between them
        for _ in range(rng.integers(1, 4)):
            edge = 1 / (1 + np.exp(-np.clip((_ramp(rng) - rng.uniform(0.2, 0.8)) * rng.choice([30, 300]), -50, 50)))
            ground = ground + edge[..., None] * rng.normal(0, 30, 3).astype(np.float32)
    for _ in range(rng.integers(0, 4)):
        ground = ground + _clouds(rng, int(2 ** rng.uniform(1.3, 6)))[..., None] * rng.normal(0, 16, 3).astype(np.float32)
    if rng.random() < 0.35:
        ground = ground + _wave(rng, np.exp(rng.uniform(1.1, 3.9)))[..., None] * rng.normal(0, 18, 3).astype(np.float32)
    if rng.random() < 0.2:
        period = np.exp(rng.uniform(1.8, 3.6))
        tiles = _wave(rng, period) * _wave(rng, period)
        ground = ground + tiles[..., None] * rng.normal(0, 14, 3).astype(np.float32)
    for _ in range(rng.integers(0, 7) if rng.random() < 0.5 else 0):
        width = rng.uniform(3, 22)
        squared = (_X - rng.uniform(0, SIDE)) ** 2 + ((_Y - rng.uniform(0, SIDE)) * rng.uniform(0.6, 1.6)) ** 2
        blob = np.exp(-squared / (2 * width**2))
        ground = ground + blob[..., None] * rng.normal(0, 35, 3).astype(np.float32)
    return np.clip(ground, 0, 255)


# ---------------------------------------------------------------- distractors: lines, arcs, dots, scribbles, soft spots


def _scatter(rng, picture, most):
    draw = ImageDraw.Draw(picture)
    for _ in range(rng.integers(0, most + 1)):
        color = tuple(int(c) for c in _color(rng))
        x, y = rng.uniform(0, SIDE * 2, 2)
        wide = int(rng.integers(1, 6))
        kind = rng.random()
        if kind < 0.35:
            angle, long = rng.uniform(0, np.pi), rng.choice([20, 60, 300]) * rng.uniform(0.4, 1)
            draw.line([x, y, x + np.cos(angle) * long, y + np.sin(angle) * long], fill=color, width=wide)
        elif kind < 0.6:
            for _ in range(rng.integers(1, 12)):
                r = rng.uniform(1, 4.5)
                dx, dy = rng.normal(0, 40, 2)
                draw.ellipse([x + dx - r, y + dy - r, x + dx + r, y + dy + r], fill=color)
        elif kind < 0.8:
            steps = np.cumsum(rng.normal(0, rng.uniform(5, 16), (rng.integers(3, 12), 2)), axis=0) + [x, y]
            draw.line([tuple(p) for p in steps], fill=color, width=wide, joint="curve")
        elif kind < 0.93:
            r, start = rng.uniform(8, 90), rng.uniform(0, 360)
            draw.arc([x - r, y - r, x + r, y + r], start, start + rng.uniform(30, 150), fill=color, width=wide)
        else:
            for _ in range(rng.integers(2, 9)):
                dx, dy, ex, ey = rng.normal(0, 30, 4)
                ex, ey = ex / 4, ey / 4
                draw.line([x + dx, y + dy, x + dx + ex, y + dy + ey], fill=color, width=wide)


def _spots(rng, picture):
    """Soft spots of no sharp outline."""
    for _ in range(rng.integers(1, 4)):
        veil = Image.new("L", (SIDE, SIDE))
        x, y = rng.uniform(0, SIDE, 2)
        r, q = rng.uniform(6, 24, 2)
        ImageDraw.Draw(veil).ellipse([x - r, y - q, x + r, y + q], fill=int(rng.integers(80, 230)))
        veil = veil.filter(ImageFilter.GaussianBlur(float(max(4.0, 0.3 * max(r, q)) * rng.uniform(1, 1.6))))
        picture.paste(tuple(int(c) for c in _color(rng)), (0, 0), veil)


def _with_distractors(rng, ground, most):
    picture = Image.fromarray(ground.astype(np.uint8))
    if rng.random() < 0.35:
        _spots(rng, picture)
    double = picture.resize((SIDE * 2, SIDE * 2), Image.Resampling.NEAREST)
    _scatter(rng, double, most)
    return np.asarray(double.reduce(2)).astype(np.float32)


# ---------------------------------------------------------------- shapes on grounds


def _contrasting(rng, around):
    least = rng.uniform(60, 160)
    for _ in range(200):
        color = _color(rng)
        distance = np.linalg.norm((color - around) * [0.9, 1.2, 0.7])
        if distance > least:
            return color
    return np.where(around > 127, 0, 255).astype(np.float32)


def _painted(rng, picture, mask):
    weight = np.asarray(mask).astype(np.float32) / 255
    near = np.asarray(mask.filter(ImageFilter.BoxBlur(6))).astype(np.float32) / 255 * (1 - weight)
    around = (picture * near[..., None]).sum(axis=(0, 1)) / max(1e-3, near.sum())
    color = _contrasting(rng, around)
    fill = np.broadcast_to(color, picture.shape)
    how = rng.random()
    if how < 0.3:
        fill = fill + (_ramp(rng) - 0.5)[..., None] * rng.normal(0, 45, 3)
    elif how < 0.45:
        fill = fill + _clouds(rng, int(rng.integers(3, 60)))[..., None] * rng.normal(0, 11, 3)
    elif how < 0.55:
        fill = fill + _wave(rng, rng.uniform(3, 14))[..., None] * rng.normal(0, 11, 3)
    if rng.random() < 0.2:  # a shadow
        dx, dy = rng.integers(-4, 5, 2)
        soft = np.asarray(mask.filter(ImageFilter.GaussianBlur(float(rng.uniform(1, 3)))))
        dark = np.roll(soft, (dy, dx), (0, 1)) / 255
        picture = picture * (1 - rng.uniform(0.2, 0.6) * dark[..., None])
    if rng.random() < 0.25:  # an edge of another color
        inner = np.asarray(mask.filter(ImageFilter.GaussianBlur(float(rng.uniform(0.8, 1.5))))).astype(np.float32) / 255
        rim = np.clip((1 - inner) * rng.uniform(1, 2), 0, 1)
        fill = fill + rim[..., None] * (_near(rng, color, 60) - fill)
    alpha = (weight * rng.uniform(0.85, 1))[..., None]
    return picture + alpha * (np.clip(fill, 0, 255) - picture)


def _developed(rng, picture):
    """What cameras, scalers and file formats do to pictures."""
    if rng.random() < 0.4:
        picture = picture + rng.normal(0, rng.uniform(1, 14), picture.shape)
    image = Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8))
    if rng.random() < 0.4:
        image = image.filter(ImageFilter.GaussianBlur(float(rng.uniform(0.3, 1.0))))
    if rng.random() < 0.25:
        file = io.BytesIO()
        image.save(file, "JPEG", quality=int(rng.integers(35, 95)))
        image = Image.open(file).convert("RGB")
    return np.asarray(image)


def draw(seed, shapes):
    """Returns a picture [SIDE, SIDE, 3] of so many different shapes, their classes, and their masks as booleans."""
    rng = np.random.default_rng(seed)
    while True:
        kinds = [int(k) for k in rng.permutation(len(CLASSES))[:shapes]]
        masks = [_mask(_placed(rng, kind)) for kind in kinds]
        if shapes < 2 or sum((np.asarray(m.filter(ImageFilter.BoxBlur(2))) > 0).astype(int) for m in masks).max() < 2:
            break
    picture = _with_distractors(rng, _ground(rng), 9)
    for mask in masks:
        picture = _painted(rng, picture, mask)
    if rng.random() < 0.15:  # thin things in front
        image = Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8)).resize((SIDE * 2, SIDE * 2), Image.Resampling.NEAREST)
        _scatter(rng, image, 2)
        picture = np.asarray(image.reduce(2)).astype(np.float32)
    return _developed(rng, picture), kinds, [np.asarray(mask) > 127 for mask in masks]
