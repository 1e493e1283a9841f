#!/usr/bin/env python3
"""OpenCV's way from a 7 x 7 map to an overlay, beside copying the photo's pixels, in turns; medians.

Needs numpy and OpenCV (pip install opencv-python-headless). OverlayBenchmark measures the same work in Java beside the
same copy; compare the ratios.
"""
import statistics
import time

import cv2
import numpy as np


def overlay(cells, photo):
    heat = (cells - cells.min()) / (cells.max() - cells.min())
    heat = cv2.resize(heat, (photo.shape[1], photo.shape[0]), interpolation=cv2.INTER_LINEAR)
    colors = cv2.applyColorMap(cv2.convertScaleAbs(heat, alpha=255), cv2.COLORMAP_JET)
    return cv2.addWeighted(colors, 0.3, photo, 0.5, 0)


def seconds(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main():
    random = np.random.default_rng(20261124)
    cells = random.uniform(-2, 10, (7, 7)).astype(np.float32)
    cv2.setNumThreads(2)
    print("OpenCV", cv2.__version__, "threads", cv2.getNumThreads())
    for width, height, turns in ((224, 224, 2000), (4000, 3000, 60)):
        photo = random.integers(0, 256, (height, width, 3), dtype=np.uint8)
        pixels = random.integers(0, 1 << 24, height * width, dtype=np.int32)
        copy = np.empty_like(pixels)
        times = []
        for _ in range(turns):
            processor = time.process_time()
            took = seconds(lambda: overlay(cells, photo))
            processor = time.process_time() - processor
            times.append((took, processor, seconds(lambda: np.copyto(copy, pixels))))
        took, processor, copied = (statistics.median(part) for part in zip(*times[turns // 4 :]))
        ratio = statistics.median(t[0] / t[2] for t in times[turns // 4 :])
        print(
            f"{width} x {height}: {took * 1e3:.2f} ms, processor time {processor * 1e3:.2f} ms, "
            f"copy {copied * 1e3:.3f} ms, ratio {ratio:.2f}"
        )


if __name__ == "__main__":
    main()
