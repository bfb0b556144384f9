# Written by python -m tfcompat.legacy._stubs, from the rows of tfcompat._symbols.
from tfcompat.legacy import contrib as contrib
from tfcompat.legacy import keras as keras
from tfcompat.legacy import layers as layers
from tfcompat.legacy import losses as losses
from tfcompat.legacy import nn as nn
from tfcompat.legacy._install import install as install
from tfcompat.legacy._install import uninstall as uninstall

__all__ = ["contrib", "install", "keras", "layers", "losses", "nn", "uninstall"]
