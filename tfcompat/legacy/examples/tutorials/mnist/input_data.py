"""MNIST as ``tensorflow.examples.tutorials.mnist.input_data`` read it: the same arrays and the same batches.

The four files are read from the folder, and downloaded into it if they are missing.
"""

from __future__ import annotations

import gzip
import shutil
import struct
import urllib.request
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import tensorflow as tf

from tfcompat._user_frames import warn_at_caller

__all__ = ["DEFAULT_SOURCE_URL", "DataSet", "Datasets", "read_data_sets"]

DEFAULT_SOURCE_URL = "https://storage.googleapis.com/cvdf-datasets/mnist/"
_IMAGES, _LABELS = 2051, 2049
_FILES = (
    ("train-images-idx3-ubyte.gz", _IMAGES),
    ("train-labels-idx1-ubyte.gz", _LABELS),
    ("t10k-images-idx3-ubyte.gz", _IMAGES),
    ("t10k-labels-idx1-ubyte.gz", _LABELS),
)
_MESSAGE = (
    "tf.examples.tutorials.mnist.input_data is a legacy name, and its shim will be removed in tfcompat 2.0: use "
    "keras.datasets.mnist.load_data()"
)


class DataSet:
    """Images with their labels, in batches.

    Args:
        images: Pixels from 0 to 255, shape ``[examples, rows, columns, 1]``.
        labels: Class ids, or one-hot rows.
        fake_data: Whether every image is fake, filled with ones.
        one_hot: Whether the labels of fake data are one-hot rows.
        dtype: ``tf.float32``, which divides the pixels by 255, or ``tf.uint8``.
        reshape: Whether an image is a single row of pixels.
        seed: Seed of NumPy's global generator, which shuffles; the graph's own by default.

    Raises:
        TypeError: ``dtype`` is not one of these.
        ValueError: The numbers of images and labels differ, or ``reshape`` finds more than one channel.
    """

    def __init__(
        self,
        images: Any,
        labels: Any,
        fake_data: bool = False,
        one_hot: bool = False,
        dtype: Any = tf.float32,
        reshape: bool = True,
        seed: int | None = None,
    ) -> None:
        of_graph, of_op = tf.compat.v1.get_seed(seed)
        np.random.seed(of_graph if seed is None else of_op)
        dtype = tf.as_dtype(dtype).base_dtype
        if dtype not in (tf.uint8, tf.float32):
            raise TypeError(f"Invalid image dtype {dtype!r}, expected uint8 or float32")
        self.one_hot = one_hot
        self._num_examples = 10000 if fake_data else len(images)
        if not fake_data:
            images = _prepared(images, labels, dtype, reshape)
        self._images, self._labels = images, labels
        self._epochs_completed = self._index_in_epoch = 0

    @property
    def images(self) -> Any:
        """All images, in the order of this epoch."""
        return self._images

    @property
    def labels(self) -> Any:
        """Their labels."""
        return self._labels

    @property
    def num_examples(self) -> int:
        """The number of images."""
        return self._num_examples

    @property
    def epochs_completed(self) -> int:
        """The number of completed epochs."""
        return self._epochs_completed

    def next_batch(self, batch_size: int, fake_data: bool = False, shuffle: bool = True) -> tuple[Any, Any]:
        """Return the next images and labels; a batch continues into the next epoch, which is shuffled again."""
        if fake_data:
            label: Any = [1] + [0] * 9 if self.one_hot else 0
            return [[1] * 784] * batch_size, [label] * batch_size
        start = self._index_in_epoch
        if self._epochs_completed == 0 and start == 0 and shuffle:
            self._shuffle()
        end = start + batch_size
        if end <= self._num_examples:
            self._index_in_epoch = end
            return self._images[start:end], self._labels[start:end]
        self._epochs_completed += 1
        rest = self._images[start:], self._labels[start:]
        if shuffle:
            self._shuffle()
        self._index_in_epoch = end = end - self._num_examples
        return np.concatenate((rest[0], self._images[:end])), np.concatenate((rest[1], self._labels[:end]))

    def _shuffle(self) -> None:
        order = np.arange(self._num_examples)
        np.random.shuffle(order)
        self._images, self._labels = self._images[order], self._labels[order]


class Datasets(NamedTuple):
    """What `read_data_sets` returns: images and labels, in three parts."""

    train: DataSet
    validation: DataSet
    test: DataSet


def read_data_sets(
    train_dir: str,
    fake_data: bool = False,
    one_hot: bool = False,
    dtype: Any = tf.float32,
    reshape: bool = True,
    validation_size: int = 5000,
    seed: int | None = None,
    source_url: str = DEFAULT_SOURCE_URL,
) -> Datasets:
    """Read MNIST from a folder; files that are missing are downloaded into it.

    Args:
        train_dir: The folder.
        fake_data: Whether to return fake images, and read nothing.
        one_hot: Whether labels are one-hot rows; class ids otherwise.
        dtype: As in `DataSet`.
        reshape: As in `DataSet`.
        validation_size: How many of the 60,000 training images are used for validation.
        seed: As in `DataSet`.
        source_url: The address to download from.

    Returns:
        ``train``, ``validation`` and ``test``, each a `DataSet`.

    Raises:
        ValueError: ``validation_size`` is out of range, or a file is not one of MNIST's.
        OSError: A file is missing and cannot be downloaded.
    """
    warn_at_caller(_MESSAGE)
    if fake_data:
        return Datasets(*(DataSet([], [], fake_data=True, one_hot=one_hot, dtype=dtype, seed=seed) for _ in range(3)))
    paths = [_there(name, Path(train_dir), source_url or DEFAULT_SOURCE_URL) for name, _ in _FILES]
    images, labels, test_images, test_labels = (
        _read(path, magic) for path, (_, magic) in zip(paths, _FILES, strict=True)
    )
    if one_hot:
        labels, test_labels = np.eye(10)[labels], np.eye(10)[test_labels]
    if not 0 <= validation_size <= len(images):
        raise ValueError(f"Validation size should be between 0 and {len(images)}. Received: {validation_size}.")
    sizes = {"dtype": dtype, "reshape": reshape, "seed": seed}
    return Datasets(
        train=DataSet(images[validation_size:], labels[validation_size:], **sizes),
        validation=DataSet(images[:validation_size], labels[:validation_size], **sizes),
        test=DataSet(test_images, test_labels, **sizes),
    )


def _prepared(images: Any, labels: Any, dtype: Any, reshape: bool) -> Any:
    if len(images) != len(labels):
        raise ValueError(f"images and labels differ in length: {images.shape} and {labels.shape}")
    if reshape:
        if images.shape[3] != 1:
            raise ValueError(f"reshape=True takes images with one channel, got shape {images.shape}")
        images = images.reshape(len(images), -1)
    return images if dtype == tf.uint8 else np.multiply(images.astype(np.float32), 1.0 / 255.0)


def _there(name: str, folder: Path, source: str) -> Path:
    """The path of a file, which is downloaded if it is missing."""
    path = folder / name
    if path.is_file():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    try:
        with urllib.request.urlopen(source + name) as answer, part.open("wb") as file:  # noqa: S310 - as TensorFlow 1 did
            shutil.copyfileobj(answer, file)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise OSError(
            f"{path} does not exist, and {source}{name} cannot be downloaded ({error}); copy the file there by hand"
        ) from error
    part.replace(path)
    return path


def _read(path: Path, expected: int) -> Any:
    """The array of a file in the IDX format."""
    with gzip.open(path) as file:
        magic, count = struct.unpack(">II", file.read(8))
        if magic != expected:
            what = "image" if expected == _IMAGES else "label"
            raise ValueError(f"Invalid magic number {magic} in MNIST {what} file: {path}")
        if expected == _LABELS:
            return np.frombuffer(file.read(count), dtype=np.uint8)
        rows, columns = struct.unpack(">II", file.read(8))
        return np.frombuffer(file.read(count * rows * columns), dtype=np.uint8).reshape(count, rows, columns, 1)
