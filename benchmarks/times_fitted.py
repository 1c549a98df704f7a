"""How long it takes to fit one sample of times, and how often its mean's interval holds.

    python benchmarks/times_fitted.py [--seeds 100]

Prints processor milliseconds a sample for choosing among all families, and for leaning on a
group (learning the group included), with the share of 95 % intervals that hold the true mean.
"""

import argparse
import time

import numpy as np

from simmitt.engine.fitting.distributions import fit_distribution
from simmitt.engine.fitting.likeness import learn_group

SPREADS = (0.3, 0.6, 1.0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=100)
    seeds = parser.parse_args().seeds
    for n in (20, 100, 400, 2_000, 20_000):
        for spread in SPREADS:
            _tell_alone(n, spread, seeds if n <= 2_000 else max(3, seeds // 10))
    for groups in (1, 3, 10, 40):
        for spread in SPREADS:
            _tell_pooled(groups, spread, max(10, seeds // groups))


def _tell_alone(n: int, spread: float, seeds: int) -> None:
    samples = [np.random.default_rng(seed).lognormal(0.0, spread, n) for seed in range(seeds)]
    began = time.process_time()
    told = [fit_distribution(sample).evidence for sample in samples]
    took_ms = 1e3 * (time.process_time() - began) / seeds
    truth = np.exp(spread**2 / 2)
    held = np.mean([(each.mean_low or 0.0) <= truth <= (each.mean_high or 0.0) for each in told])
    print(f"{n:6d} times, log-spread {spread}: {took_ms:5.1f} ms, interval holds {held:.0%}")


def _tell_pooled(groups: int, spread: float, seeds: int) -> None:
    took, held = 0.0, []
    for seed in range(seeds):
        random = np.random.default_rng(seed)
        levels = random.normal(0.0, 0.5, groups)
        samples = [random.lognormal(level, spread, random.integers(2, 20)) for level in levels]
        began = time.process_time()
        group = learn_group(samples, "group")
        told = [fit_distribution(sample, group=group).evidence for sample in samples]
        took += time.process_time() - began
        truths = np.exp(levels + spread**2 / 2)
        held += [
            (each.mean_low or 0.0) <= truth <= (each.mean_high or 0.0)
            for each, truth in zip(told, truths, strict=True)
        ]
    each_ms = 1e3 * took / len(held)
    print(
        f"{groups:3d} samples of 2-19, log-spread {spread}: {each_ms:.1f} ms each, held {np.mean(held):.0%}"
    )


if __name__ == "__main__":
    main()
