"""The codes of the findings that more than one module speaks of."""

from __future__ import annotations

__all__ = ["Code", "as_typed"]


class Code:
    """Each code under the name of the file of its rule; the rule itself states the code once more."""

    RENAMED_CALL = "TFC101"
    REDUCED_LOSS = "TFC102"
    LOGITS_LAYER = "TFC103"
    ARGUMENT_ORDER = "TFC104"
    FROM_LOGITS = "TFC105"
    STRING_LOSS = "TFC106"
    LOSS_COLLECTION = "TFC107"
    REFERENCE = "TFC108"
    BY_HAND = "TFC109"
    OLD_IMPORT = "TFC110"
    RENAMED_NAME = "TFC111"
    GONE_NAME = "TFC112"
    EQUAL_BRANCHES = "TFC113"
    PYTHON_2 = "TFC114"
    DOUBLE_ACTIVATION = "TFC201"
    LOGITS_AS_PROBABILITIES = "TFC202"
    OTHER_ACTIVATION = "TFC203"
    SWAPPED = "TFC204"
    LOG_OF_PROBABILITIES = "TFC205"
    CUT_LOGITS = "TFC206"
    SOFTMAX_OF_ONE = "TFC207"
    METRIC_OF_LOGITS = "TFC208"
    THRESHOLD_OF_LOGITS = "TFC209"
    SOFTMAX_OVER_BATCH = "TFC210"
    ACTIVATION_TWICE = "TFC211"
    OTHER_LABELS = "TFC212"
    CLASS_OF_ONE = "TFC213"
    CLASS_WEIGHTS = "TFC214"
    NOT_PARSED = "TFC900"
    ENCODING = "TFC901"
    UNUSED_SUPPRESSION = "TFC902"
    FIX_REFUSED = "TFC903"


def as_typed(code: str) -> str:
    """Return a code that may be misspelled with digits instead of the letters that look like them."""
    return code[:3] + code[3:].translate(str.maketrans("OIL", "011"))
