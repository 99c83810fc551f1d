"""What options may say, where it is more than argparse knows by itself.

Loaded for every command, before it is known which: nothing here may take time to load.
"""

import argparse
from collections.abc import Callable
from typing import Final

from tracker.model.steering import EntryKind
from tracker.texts.catalogue import Texts
from tracker.texts.numbers import number

DECISION = "decision"  # what is on record and no entry
KINDS = (*EntryKind, DECISION)
MOST_SERIES: Final = 100_000  # some 400 MB of memory and ten minutes
LAST_SEED: Final = 2**32 - 1
_LEAST_MEAN, _MOST_MEAN = 0.01, 1000.0


def whole_number(least: int, most: int, texts: Texts) -> Callable[[str], int]:
    """What reads an option's whole number; argparse tells of a refusal, and exits with 2."""

    def read(text: str) -> int:
        if text.isdecimal() and least <= int(text) <= most:
            return int(text)
        limits = {"least": number(least, texts.language), "most": number(most, texts.language)}
        raise argparse.ArgumentTypeError(texts("cli.simulate.no_number", given=text, **limits))

    return read


def list_of_means(texts: Texts) -> Callable[[str], tuple[float, ...]]:
    """What reads the option's means, with a comma between them."""

    def read(text: str) -> tuple[float, ...]:
        try:
            means = tuple(float(mean) for mean in text.split(","))
        except ValueError:
            means = ()
        if means and all(_LEAST_MEAN <= mean <= _MOST_MEAN for mean in means):
            return means
        raise argparse.ArgumentTypeError(texts("cli.simulate.no_means", given=text))

    return read
