# Written by python -m tfcompat.legacy._stubs, from the rows of tfcompat._symbols.
from tfcompat.legacy.contrib import estimator as estimator
from tfcompat.legacy.contrib import framework as framework
from tfcompat.legacy.contrib import keras as keras
from tfcompat.legacy.contrib import layers as layers
from tfcompat.legacy.contrib import learn as learn
from tfcompat.legacy.contrib import legacy_seq2seq as legacy_seq2seq
from tfcompat.legacy.contrib import losses as losses
from tfcompat.legacy.contrib import model_pruning as model_pruning
from tfcompat.legacy.contrib import nn as nn
from tfcompat.legacy.contrib import rnn as rnn
from tfcompat.legacy.contrib import seq2seq as seq2seq
from tfcompat.legacy.contrib import slim as slim

__all__ = [
    "estimator",
    "framework",
    "keras",
    "layers",
    "learn",
    "legacy_seq2seq",
    "losses",
    "model_pruning",
    "nn",
    "rnn",
    "seq2seq",
    "slim",
]
