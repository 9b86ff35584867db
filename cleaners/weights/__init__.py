"""What was learned, as a file: arrays of numbers and lists of words, nothing that can run."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from cleaners.features.learned import WordWeights
from cleaners.trees import Trees

FORMAT = 2


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of words, the trees, and the score above which a block is text."""

    words: WordWeights
    trees: Trees
    threshold: int = 0


def write_weights(weights: Weights) -> bytes:
    """The weights as bytes, the same for the same weights."""
    arrays: dict[str, NDArray[np.generic]] = {
        "format": np.array([FORMAT], dtype=np.int32),
        "threshold": np.array([weights.threshold], dtype=np.int32),
    }
    for name, words in (("texts", weights.words.texts), ("names", weights.words.names)):
        arrays[f"{name}_words"] = _packed(sorted(words))
        arrays[f"{name}_weights"] = np.array([words[w] for w in sorted(words)], dtype=np.int8)
    trees = weights.trees
    arrays["columns"] = _packed(trees.columns)
    arrays["test_columns"] = trees.test_columns.astype(np.int16)
    arrays["test_thresholds"] = trees.test_thresholds
    arrays["levels"] = trees.levels.astype(np.int16)
    arrays["values"] = trees.values.astype(np.int16)
    arrays["bias"] = np.array([trees.bias], dtype=np.int32)
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, **arrays)
    return file.getvalue()


def read_weights(data: bytes) -> Weights:
    """The weights from bytes that `write_weights` made. Raises `ValueError` for other bytes."""
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as file:
            arrays = dict(file)
    except (BadZipFile, EOFError) as error:
        raise ValueError(f"no weights: {error}") from None
    if int(arrays["format"][0]) != FORMAT:
        raise ValueError(f"weights of format {arrays['format'][0]}, this version reads {FORMAT}")
    words = WordWeights(_words(arrays, "texts"), _words(arrays, "names"))
    threshold = int(arrays["threshold"][0])
    return Weights(words, _trees(arrays), threshold)


def _packed(words: Sequence[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(words).encode(), dtype=np.uint8)


def _unpacked(data: NDArray[np.generic]) -> tuple[str, ...]:
    return tuple(data.tobytes().decode().split("\n"))


def _words(arrays: Mapping[str, NDArray[np.generic]], name: str) -> dict[str, int]:
    weights = arrays[f"{name}_weights"].tolist()
    return dict(zip(_unpacked(arrays[f"{name}_words"]), weights, strict=True)) if weights else {}


def _trees(arrays: Mapping[str, NDArray[np.generic]]) -> Trees:
    return Trees(
        columns=_unpacked(arrays["columns"]),
        test_columns=arrays["test_columns"].astype(np.int32),
        test_thresholds=arrays["test_thresholds"].astype(np.float32),
        levels=arrays["levels"].astype(np.int32),
        values=arrays["values"].astype(np.int32),
        bias=int(arrays["bias"][0]),
    )
