"""Trains the demo's classifier of shapes and writes it as ONNX, with its labels beside it.

    python train.py [--out FOLDER] [--pictures 26000] [--close-epochs 8] [--epochs 8]

The network learns from whole pictures and their classes only; no mask is ever shown to it. Masks serve to measure, on
pictures that were not trained on, how often a map's peak lies in its shape.
"""

import argparse
import copy
import json
import multiprocessing
import os
import time
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # threads that wait sleep; on a busy machine this is many times faster

import numpy as np
import onnx
import onnxruntime
import torch
from torch import nn

import pictures

SEED = 20261123
MEAN = torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1)
DEVIATION = torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1)
LAYERS = [(16, 2), (32, 2), (48, 1), (64, 2), (80, 1), (80, 1), (80, 1)]  # channels and stride of each 3 × 3 convolution
SOFT = 5  # places along an edge of the neighborhood whose mean is taken
CLOSE = 64  # pixels of a close-up's edge
PAIRS, EMPTY = 0.28, 0.06  # shares of the training pictures; the others hold one shape


class Shapes(nn.Module):
    """Convolutions to 16 × 16 features that each see 71 pixels, the mean over all places, one linear layer."""

    def __init__(self, classes):
        super().__init__()
        blocks, channels = [], 3
        for wide, stride in LAYERS:
            blocks.append(nn.Sequential(nn.Conv2d(channels, wide, 3, stride, 1, bias=False), nn.BatchNorm2d(wide), nn.ReLU()))
            channels = wide
        self.blocks = nn.Sequential(*blocks)
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.classifier = nn.Linear(channels, classes)

    def forward(self, pixels):
        features = self.blocks(pixels)
        return self.classifier(torch.flatten(self.pool(features), 1)), features

    def folded(self):
        """This network for use: each batch normalization folded into its convolution, the features softened.

        To soften, each place takes the mean of its neighborhood, which leaves the mean over all places, and with it the
        logits, as they are but for the borders. It brings together what the network sees at all sides of a shape.
        """
        result = copy.deepcopy(self).eval()
        for i, (conv, norm, relu) in enumerate(result.blocks):
            result.blocks[i] = nn.Sequential(nn.utils.fuse_conv_bn_eval(conv, norm), relu)
        result.blocks.append(nn.AvgPool2d(SOFT, stride=1, padding=SOFT // 2))
        return result


# ---------------------------------------------------------------- pictures


def drawn(seed_and_shapes):
    seed, shapes = seed_and_shapes
    image, kinds, masks = pictures.draw(seed, shapes)
    target = np.full(len(pictures.CLASSES), 0 if kinds else 1 / len(pictures.CLASSES), np.float32)
    target[kinds] = 1 / max(1, shapes)
    return image, target, {k: np.packbits(mask) for k, mask in zip(kinds, masks)}, close_corner(seed, masks)


def close_corner(seed, masks):
    """The upper left corner of a close-up of a lone shape, all of it in the frame; -1 where there is none."""
    if len(masks) != 1:
        return -1, -1
    rng = np.random.default_rng(seed)
    corner = []
    for axis in (1, 0):
        covered = np.flatnonzero(masks[0].any(axis=axis))
        low = max(0, covered[-1] + 2 - CLOSE)
        high = min(pictures.SIDE - CLOSE, covered[0] - 1)
        if low > high:
            return -1, -1
        corner.append(int(rng.integers(low, high + 1)))
    return tuple(corner)


def draw_all(seed, counts):
    """Draws counts[i] pictures of i shapes each; the same ones however many processes draw."""
    jobs = [([seed, shapes, i], shapes) for shapes, count in enumerate(counts) for i in range(count)]
    images = np.empty((len(jobs), pictures.SIDE, pictures.SIDE, 3), np.uint8)
    targets = np.empty((len(jobs), len(pictures.CLASSES)), np.float32)
    masks, corners = [], []
    with multiprocessing.Pool() as pool:
        for i, (images[i], targets[i], mask, corner) in enumerate(pool.imap(drawn, jobs, chunksize=64)):
            masks.append(mask)
            corners.append(corner)
    return images, torch.from_numpy(targets), masks, np.array(corners)


def prepared(images):
    """Pictures [n, height, width, 3] of bytes as the network's input [n, 3, height, width]."""
    return (torch.as_tensor(images).permute(0, 3, 1, 2).float() / 255 - MEAN) / DEVIATION


def varied(images):
    """A batch turned by right angles, mirrored, its channels exchanged and perhaps inverted: all of it keeps shapes."""
    images = torch.rot90(torch.from_numpy(images), int(torch.randint(4, ())), (1, 2))
    if torch.rand(()) < 0.5:
        images = images.flip(2)
    images = images[..., torch.randperm(3)]
    if torch.rand(()) < 0.3:
        images = 255 - images
    return images


# ---------------------------------------------------------------- training and measuring


def close_ups(images, corners):
    """Cuts the close-ups out of the pictures that have one."""
    return np.stack([image[y : y + CLOSE, x : x + CLOSE] for image, (y, x) in zip(images, corners)])


def train(images, targets, corners, close_epochs, epochs, save):
    """First on close-ups, where the mean over all places is not mostly ground, then on whole pictures, each round of which is saved."""
    net = Shapes(len(pictures.CLASSES)).to(memory_format=torch.channels_last).train()
    close = corners[:, 0] >= 0
    run("close-ups", net, net, close_ups(images[close], corners[close]), targets[close], close_epochs, 48, lambda: None)
    mean_net = torch.optim.swa_utils.AveragedModel(
        net, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.997), use_buffers=True)
    run("pictures", net, mean_net, images, targets, epochs, 64, lambda: save(mean_net.module.folded()))


def run(name, net, mean_net, images, targets, epochs, batch, after_epoch):
    optimizer = torch.optim.AdamW(net.parameters(), weight_decay=0.02)
    steps = len(images) // batch
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 3e-3, steps * epochs, pct_start=0.15)
    start = time.time()
    for epoch in range(epochs):
        total = right = 0.0
        for chosen in torch.randperm(len(images))[: steps * batch].split(batch):
            pixels = prepared(varied(images[chosen.numpy()])).contiguous(memory_format=torch.channels_last)
            with torch.autocast("cpu", torch.bfloat16):
                logits, _ = net(pixels)
            loss = nn.functional.cross_entropy(logits.float(), targets[chosen], label_smoothing=0.02)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            optimizer.step()
            schedule.step()
            if mean_net is not net:
                mean_net.update_parameters(net)
            total += loss.item() / steps
            right += (targets[chosen].gather(1, logits.argmax(1, True)) > 0.4).float().mean().item() / steps
        seconds = time.time() - start
        print(f"{name} {epoch + 1:2d}: loss {total:.4f}, right {right:.4f}, {seconds:.0f} s", flush=True)
        after_epoch()


def measure(path, images, targets, masks, _):
    """Returns how often the likeliest classes are the ones shown, and how often each peak lies in its own shape."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    weights = next(onnx.numpy_helper.to_array(w) for w in onnx.load(path).graph.initializer if len(w.dims) == 2)
    right = inside = 0
    for image, target, shapes in zip(images, targets, masks):
        logits, features = session.run(["logits", "features"], {"input": prepared(image[None]).numpy()})
        shown = np.flatnonzero(target.numpy())
        right += set(np.argsort(-logits[0])[: len(shown)]) == set(shown)
        maps = np.tensordot(weights, features[0], 1)
        inside += all(np.unpackbits(shapes[k]).reshape(image.shape[:2])[middle(maps[k])] for k in shown)
    return right / len(images), inside / len(images)


def middle(activation):
    """The pixel (row, column) in the middle of a map's greatest cell."""
    cell = pictures.SIDE // activation.shape[0]
    row, column = np.unravel_index(activation.argmax(), activation.shape)
    return row * cell + cell // 2, column * cell + cell // 2


def export(net, path):
    """Writes one file: outputs logits [n, K] and features [n, C, h, w], no data beside it, no notes of this machine."""
    torch.onnx.export(
        net.to(memory_format=torch.contiguous_format),
        (torch.zeros(1, 3, pictures.SIDE, pictures.SIDE),),
        str(path),
        input_names=["input"],
        output_names=["logits", "features"],
        dynamic_axes={name: {0: "n"} for name in ("input", "logits", "features")},
        opset_version=17,
        dynamo=False,
    )
    model = onnx.load(path)
    for node in model.graph.node:
        node.ClearField("doc_string")
        node.ClearField("metadata_props")
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, path)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path("../main/resources/io/cam4j/examples/demo"))
    parser.add_argument("--pictures", type=int, default=26_000)
    parser.add_argument("--close-epochs", type=int, default=8)
    parser.add_argument("--epochs", type=int, default=8)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)

    pairs, empty = int(PAIRS * options.pictures), int(EMPTY * options.pictures)
    images, targets, _, corners = draw_all(SEED, [empty, options.pictures - pairs - empty, pairs])
    print(f"{len(images)} pictures drawn", flush=True)

    torch.manual_seed(SEED)
    path = options.out / "shapes.onnx"
    train(images, targets, corners, options.close_epochs, options.epochs, lambda net: export(net, path))
    (options.out / "shapes.json").write_text(json.dumps(pictures.CLASSES, indent=2) + "\n")
    print(f"{path.name}: {path.stat().st_size} bytes")

    for shapes, count in ((1, 2000), (2, 1000)):
        counts = [0] * shapes + [count]
        right, inside = measure(path, *draw_all(SEED + 1, counts))
        print(f"{count} pictures of {shapes}: classes right {right:.4f}, peaks in their shapes {inside:.4f}")


if __name__ == "__main__":
    main()
