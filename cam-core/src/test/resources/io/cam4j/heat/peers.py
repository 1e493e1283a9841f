"""What other implementations make of the same maps; writes the .npy files beside this script.

    pip install -r requirements.txt
    python peers.py

Two maps, one with negative values and one without, 7 x 5 and 13 x 13, each enlarged to 40 x 30 (wide x high).

* opencv-linear, opencv-cubic, pillow-bicubic: the resize by itself
* pytorch-grad-cam: jacobgil/pytorch-grad-cam, BaseCAM for one layer: Relu, scale_cam_image with a size (minimum off, divided
  by 1e-7 + maximum, cv2.resize), then scale_cam_image again
* torch-cam: frgfm/torch-cam: Relu (not of CAM itself: torch-cam-of-cam), _CAM._normalize (minimum off, divided by maximum +
  1e-8), then Pillow's bicubic resize of mode F as in overlay_mask
* torch-cam-levels: the row of matplotlib's color map that overlay_mask takes for each pixel, which squares first
* wsol: clovaai/wsolevaluation: cv2.resize with INTER_CUBIC, then normalize_scoremap
"""

from pathlib import Path

import cv2
import matplotlib
import numpy as np
from PIL import Image

WIDTH, HEIGHT = 40, 30
FOLDER = Path(__file__).parent


def maps():
    random = np.random.default_rng(20261123)
    signed = random.normal(size=(5, 7)).astype(np.float32)
    positive = random.random(size=(13, 13)).astype(np.float32) * 20 + 3
    return {"signed": signed, "positive": positive}


def scale_cam_image(cam, size=None):
    cam = cam - np.min(cam)
    cam = cam / (1e-7 + np.max(cam))
    return cam if size is None else cv2.resize(np.float32(cam), size)


def pillow(plane):
    return np.asarray(Image.fromarray(plane, mode="F").resize((WIDTH, HEIGHT), resample=Image.BICUBIC))


def torch_cam(cam, rectify):
    cam = np.maximum(cam, 0) if rectify else cam.copy()
    cam -= cam.min()
    cam /= cam.max() + np.float32(1e-8)
    return pillow(cam)


def color_rows(heat):
    """Which of 256 entries the color map takes: asked of a map whose entries are their own numbers."""
    numbers = matplotlib.colors.ListedColormap([(i / 255, 0, 0) for i in range(256)], N=256)
    return numbers(heat**2, bytes=True)[:, :, 0]


def wsol(cam):
    cam = cv2.resize(cam, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
    if np.isnan(cam).any() or cam.min() == cam.max():
        return np.zeros_like(cam)
    cam -= cam.min()
    cam /= cam.max()
    return cam


def main():
    size = (WIDTH, HEIGHT)
    for name, cam in maps().items():
        answers = {
            "map": cam,
            "opencv-linear": cv2.resize(cam, size, interpolation=cv2.INTER_LINEAR),
            "opencv-cubic": cv2.resize(cam, size, interpolation=cv2.INTER_CUBIC),
            "pillow-bicubic": pillow(cam),
            "pytorch-grad-cam": scale_cam_image(scale_cam_image(np.maximum(cam, 0), size)),
            "torch-cam": torch_cam(cam, rectify=True),
            "torch-cam-of-cam": torch_cam(cam, rectify=False),
            "torch-cam-levels": color_rows(torch_cam(cam, rectify=True)),
            "wsol": wsol(cam),
        }
        for answer, values in answers.items():
            kind = np.uint8 if answer.endswith("levels") else np.float32
            np.save(FOLDER / f"{name}-{answer}.npy", np.ascontiguousarray(values, dtype=kind))


if __name__ == "__main__":
    main()
