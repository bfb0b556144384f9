# Written by python -m tfcompat.legacy._stubs, from the rows of tfcompat._symbols.
from tfcompat.legacy.contrib.keras import backend as backend
from tfcompat.legacy.contrib.keras import losses as losses

__all__ = ["backend", "losses"]
