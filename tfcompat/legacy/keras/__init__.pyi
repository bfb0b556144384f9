# Written by python -m tfcompat.legacy._stubs, from the rows of tfcompat._symbols.
from tfcompat.legacy.keras import backend as backend
from tfcompat.legacy.keras import losses as losses
from tfcompat.legacy.keras import metrics as metrics

__all__ = ["backend", "losses", "metrics"]
