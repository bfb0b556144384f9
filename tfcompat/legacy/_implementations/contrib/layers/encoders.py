"""Embeddings of ``tf.contrib.layers``."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from tfcompat.legacy._implementations.contrib.framework.variables import create
from tfcompat.legacy._implementations.contrib.layers._common import opened

__all__ = ["bow_encoder", "embed_sequence"]

tf1 = tf.compat.v1


def embed_sequence(
    *,
    ids: Any,
    vocab_size: int | None,
    embed_dim: int | None,
    unique: bool,
    initializer: Any,
    regularizer: Any,
    trainable: bool,
    scope: Any,
    reuse: Any,
) -> Any:
    """Return one row of a matrix per id."""
    if not (reuse or (vocab_size and embed_dim)):
        raise ValueError(
            f"embed_sequence() needs vocab_size= and embed_dim= unless it reuses, got {vocab_size} and {embed_dim}."
        )
    with opened(scope, "EmbedSequence", ids, reuse):
        shape = None if (reuse and vocab_size is None) or embed_dim is None else [vocab_size, embed_dim]
        matrix = create(
            "embeddings",
            shape=shape,
            initializer=initializer,
            regularizer=regularizer,
            trainable=trainable,
            dtype=tf.float32,
        )
        return _unique_rows(matrix, ids) if unique else tf.nn.embedding_lookup(matrix, ids)


def _unique_rows(matrix: Any, ids: Any) -> Any:
    """Return the rows, each fetched once."""
    ids = tf.convert_to_tensor(ids)
    different, places = tf.unique(tf.reshape(ids, [-1]))
    rows = tf.gather(tf.nn.embedding_lookup(matrix, different), places)
    outputs = tf.reshape(rows, tf.concat([tf.shape(ids), matrix.shape[1:]], 0))
    outputs.set_shape(ids.shape.concatenate(matrix.shape[1:]))
    return outputs


def bow_encoder(
    *,
    ids: Any,
    vocab_size: int,
    embed_dim: int,
    sparse_lookup: bool,
    initializer: Any,
    regularizer: Any,
    trainable: bool,
    scope: Any,
    reuse: Any,
) -> Any:
    """Return the mean of the rows of a matrix that the ids name."""
    if not vocab_size or not embed_dim:
        raise ValueError(f"bow_encoder() needs vocab_size= and embed_dim=, got {vocab_size} and {embed_dim}.")
    with opened(scope, "bow_encoder", ids, reuse):
        matrix = create(
            "embeddings",
            shape=[vocab_size, embed_dim],
            initializer=initializer,
            regularizer=regularizer,
            trainable=trainable,
            dtype=tf.float32,
        )
        is_sparse = isinstance(ids, tf.SparseTensor)
        if sparse_lookup:
            sparse = ids if is_sparse else _sparse(tf.convert_to_tensor(ids))
            return tf1.nn.safe_embedding_lookup_sparse(matrix, sparse, combiner="mean", default_id=0)
        if is_sparse:
            raise TypeError("bow_encoder() takes a dense tensor with sparse_lookup=False, got a sparse one.")
        return tf.reduce_mean(tf.nn.embedding_lookup(matrix, ids), axis=1)


def _sparse(ids: Any) -> Any:
    places = tf.where(tf.not_equal(ids, tf.constant(-1, ids.dtype)))
    return tf.SparseTensor(places, tf.gather_nd(ids, places), tf.shape(ids, out_type=tf.int64))
