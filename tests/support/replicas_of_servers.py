"""ParameterServerStrategy with one worker and one server computes what one device computes."""

from __future__ import annotations

import os
import time
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
import tensorflow as tf
from support.forks import free_ports, in_forks
from support.replica_task import (
    Loop,
    dataset,
    loss_of,
    numbers,
    optimizer,
    report,
    same,
    small_model,
)

from tfcompat._keras import IS_KERAS_3

if TYPE_CHECKING:
    from pathlib import Path

STEPS = 3


def serve(cluster: Any, kind: str, end: Path) -> None:
    kept = tf.distribute.Server(cluster, job_name=kind, task_index=0, protocol="grpc")
    while not end.exists():
        time.sleep(0.05)
    del kept


def coordinate(cluster: Any, end: Path) -> None:
    os.environ.pop("TF_CONFIG", None)
    try:
        resolver = tf.distribute.cluster_resolver.SimpleClusterResolver(cluster, rpc_layer="grpc")
        strategy = tf.distribute.ParameterServerStrategy(resolver)
        for case in CASES:
            report(case.__name__, partial(case, strategy))
    finally:
        end.touch()


def loop_with_parameter_servers(strategy: Any) -> None:
    """Each step is of one worker, so its batch is all there is."""
    coordinator = tf.distribute.coordinator.ClusterCoordinator(strategy)
    loss = loss_of()
    with strategy.scope():
        model, its = small_model(), optimizer()
        its.build(model.trainable_variables)

    def of_replica(x: Any, ids: Any, weights: Any) -> Any:
        with tf.GradientTape() as tape:
            value = loss(ids, model(x, training=True), weights)
        gradients = tape.gradient(value, model.trainable_variables)
        its.apply_gradients(zip(gradients, model.trainable_variables, strict=True))
        return value

    step = tf.function(lambda batches: strategy.run(of_replica, next(batches)))
    batches = iter(coordinator.create_per_worker_dataset(lambda: dataset().repeat()))
    losses = [coordinator.schedule(step, args=(batches,)).fetch() for _ in range(STEPS)]
    alone = Loop(tf.distribute.get_strategy(), loss_of())
    same([losses, *numbers(model)], [alone.train(STEPS), *numbers(alone.model)])


def fit_with_parameter_servers(strategy: Any) -> None:
    with strategy.scope():
        model = small_model()
        model.compile(optimizer(), loss_of())

    def fit() -> None:
        model.fit(dataset().repeat(), steps_per_epoch=STEPS, verbose=0)

    if IS_KERAS_3:
        with pytest.raises(
            ValueError, match=r"you need to pass this dataset to ClusterCoordinator.create_per_worker_d"
        ):
            fit()
        return
    fit()
    alone = Loop(tf.distribute.get_strategy(), loss_of())
    alone.train(STEPS)
    same(numbers(model), numbers(alone.model))


CASES = (loop_with_parameter_servers, fit_with_parameter_servers)


def with_parameter_servers(folder: Path) -> None:
    end = folder / "coordinated"
    addresses = [f"127.0.0.1:{port}" for port in free_ports(2)]
    cluster = tf.train.ClusterSpec({"worker": addresses[:1], "ps": addresses[1:]})
    in_forks(
        partial(serve, cluster, "worker", end), partial(serve, cluster, "ps", end), partial(coordinate, cluster, end)
    )
