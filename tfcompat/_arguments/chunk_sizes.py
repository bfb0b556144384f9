"""How large a chunk of logits is made: what the code and the description of ``chunk_size`` share."""

from __future__ import annotations

MOST = 2**24
"""Elements of a chunk of logits, 64 MiB in float32: more raise the peak, and saved little (benchmarks/fused.py)."""
MOST_IN_XLA = 2 * MOST
"""XLA adds to the kernel's gradient, which is large, in a pass for each chunk: fewer chunks, fewer passes."""
FEWEST = 64
"""Examples of a chunk."""
