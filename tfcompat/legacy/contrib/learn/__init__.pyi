# Written by python -m tfcompat.legacy._stubs, from the rows of tfcompat._symbols.
from tfcompat.legacy.contrib.learn import models as models
from tfcompat.legacy.contrib.learn import ops as ops

__all__ = ["models", "ops"]
