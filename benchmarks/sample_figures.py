"""The figures of a million values as the archive holds them, against the same by bare numpy, in turn in the same run.

Medians and their ratio are printed; nothing is asserted.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import numpy as np

from metroapp.analysis.sample import Sample

VALUES, ROUNDS = 1_000_000, 15
_MM = np.random.default_rng(1).normal(20, 0.004, VALUES).round(3)
_AMOUNTS = (_MM * 10**9).round().astype(np.int64)


def bare() -> object:
    centred = _MM - _MM.mean()
    lag = (centred[:-1] @ centred[1:]) / (centred @ centred)
    return _MM.mean(), _MM.std(ddof=1), _MM.min(), _MM.max(), lag


def ours() -> object:
    sample = Sample.of_amounts(_AMOUNTS, 9)
    return float(sample.mean), sample.stdev, sample.minimum, sample.maximum, sample.autocorrelation


def seconds(what: Callable[[], object]) -> float:
    begun = time.perf_counter()
    what()
    return time.perf_counter() - begun


def main() -> None:
    rounds = [(seconds(bare), seconds(ours)) for _ in range(ROUNDS)]
    numpy, shipped = (statistics.median(times) for times in zip(*rounds, strict=True))
    print(f"{VALUES:,} values: numpy {numpy * 1e3:.1f} ms, ours {shipped * 1e3:.1f} ms, ratio {shipped / numpy:.2f}")


if __name__ == "__main__":
    main()
