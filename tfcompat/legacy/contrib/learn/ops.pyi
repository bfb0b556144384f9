# Written by python -m tfcompat.legacy._stubs, from the rows of tfcompat._symbols.

__all__ = []
