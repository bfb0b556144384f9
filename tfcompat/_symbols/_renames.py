"""Names that TensorFlow renamed before 1.15, or moved out of contrib, and calls whose argument order changed.

One row per name, from TensorFlow's release notes and its own tables for the steps to 1.0 and 2.0. The names that moved
from 1.15 to 2 are in `moved_names.txt`: they only matter if ``tensorflow.compat.v1`` is not imported.
"""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["MODULES", "RENAMES", "RENAME_OF", "Rename"]


@dataclass(frozen=True, kw_only=True)
class Rename:
    """What a name and its call became."""

    old: str
    """Path below ``tf``."""
    new: str
    """Path below ``tf`` in TensorFlow 1.15; unchanged if only the arguments changed."""
    keywords: dict[str, str] = field(default_factory=dict)
    """From old keyword to new keyword."""
    order: tuple[str, ...] = ()
    """The old order of the positional arguments, by the new keywords, if it changed."""
    positional: int = 0
    """How many of them stay in place."""
    by_place: bool = False
    """Whether the name still exists, so that only a call with the old order or an old keyword matters."""
    op_name: int = 0
    """The position of the name of the op in the old call, if the new call does not take one; otherwise 0."""
    doubt: str = ""
    """Why the fix is unsafe."""


def _renamed(*pairs: str, op_name: int = 0, doubt: str = "", **keywords: str) -> tuple[Rename, ...]:
    return tuple(
        Rename(old=old, new=new, keywords=keywords, op_name=op_name, doubt=doubt)
        for old, new in (pair.split(" = ") for pair in pairs)
    )


def _below(old: str, new: str, names: str) -> tuple[str, ...]:
    """Return the pairs of names that moved from one module to another."""
    return tuple(f"{old}.{name} = {new}.{name}" for name in names.split())


_OF_DATA = """
AUTOTUNE Counter CsvDataset Optional RandomDataset Reducer SqlDataset TFRecordWriter bucket_by_sequence_length
choose_from_datasets copy_to_device dense_to_sparse_batch enumerate_dataset get_next_as_optional get_single_element
group_by_reducer group_by_window ignore_errors make_batched_features_dataset make_csv_dataset
make_saveable_from_iterator map_and_batch parallel_interleave parse_example_dataset prefetch_to_device
rejection_resample sample_from_datasets scan shuffle_and_repeat unbatch unique
"""
_OF_SIGNAL = """
frame hamming_window hann_window inverse_stft linear_to_mel_weight_matrix mfccs_from_log_mel_spectrograms
overlap_and_add stft
"""
_SUMMARY = (
    "its tag is a name now: it gets the surrounding name scopes as a prefix, spaces in it become underscores, and a "
    "name of the op next to it is left out"
)


def _summary(kind: str, op_name: int, **keywords: str) -> tuple[Rename, ...]:
    """Return the rows of a summary, in its two places."""
    pairs = (f"{home}{kind}_summary = summary.{kind}" for home in ("", "contrib.deprecated."))
    return _renamed(*pairs, op_name=op_name, doubt=_SUMMARY, **keywords)


_WITH_DIM = ("expand_dims", "nn.l2_normalize", "nn.log_softmax", "nn.softmax")

RENAMES: tuple[Rename, ...] = (
    # Renamed by 1.0.
    *_renamed(
        "mul = multiply",
        "sub = subtract",
        "neg = negative",
        "inv = reciprocal",
        "complex_abs = abs",
        "pack = stack",
        "unpack = unstack",
        "listdiff = setdiff1d",
        "list_diff = setdiff1d",
        "all_variables = global_variables",
        "initialize_all_variables = global_variables_initializer",
        "initialize_variables = variables_initializer",
        "initialize_local_variables = local_variables_initializer",
        "initialize_all_tables = tables_initializer",
        "image.per_image_whitening = image.per_image_standardization",
        "batch_matrix_diag = matrix_diag",
        "batch_matrix_diag_part = matrix_diag_part",
        "batch_matrix_band_part = matrix_band_part",
        "batch_matrix_set_diag = matrix_set_diag",
        "batch_matrix_transpose = matrix_transpose",
        "batch_matrix_determinant = matrix_determinant",
        "batch_matrix_inverse = matrix_inverse",
        "batch_matrix_solve = matrix_solve",
        "batch_matrix_solve_ls = matrix_solve_ls",
        "batch_matrix_triangular_solve = matrix_triangular_solve",
        "batch_cholesky = cholesky",
        "batch_cholesky_solve = cholesky_solve",
        "batch_self_adjoint_eig = self_adjoint_eig",
        "batch_self_adjoint_eigvals = self_adjoint_eigvals",
        "batch_fft = fft",
        "batch_ifft = ifft",
        "batch_fft2d = fft2d",
        "batch_ifft2d = ifft2d",
        "batch_fft3d = fft3d",
        "batch_ifft3d = ifft3d",
        "nn.rnn = nn.static_rnn",
        "nn.bidirectional_rnn = nn.static_bidirectional_rnn",
        "nn.state_saving_rnn = nn.static_state_saving_rnn",
        "nn.deconv2d = nn.conv2d_transpose",
        "concat_v2 = concat",
        "reverse_v2 = reverse",
    ),
    *_renamed("split_v = split", size_splits="num_or_size_splits", split_dim="axis"),
    *_renamed("select = where", e="y", t="x"),
    Rename(
        old="batch_matmul",
        new="matmul",
        keywords={"x": "a", "y": "b", "adj_x": "adjoint_a", "adj_y": "adjoint_b"},
        order=("a", "b", "adjoint_a", "adjoint_b", "name"),
        positional=2,
    ),
    Rename(old="op_scope", new="name_scope", order=("values", "name", "default_name")),
    Rename(
        old="variable_op_scope",
        new="variable_scope",
        order=("values", "name_or_scope", "default_name", "initializer", "regularizer", "caching_device"),
    ),
    *_renamed("train.SummaryWriter = summary.FileWriter"),
    *_renamed(
        "python.pywrap_tensorflow.NewCheckpointReader = train.NewCheckpointReader",
        "pywrap_tensorflow.NewCheckpointReader = train.NewCheckpointReader",
    ),
    *_renamed("merge_summary = summary.merge", "merge_all_summaries = summary.merge_all", key="key"),
    *_summary("scalar", 3, tags="name", values="tensor"),
    *_summary("histogram", 3, tag="name"),
    *_summary("image", 4, tag="name", max_images="max_outputs"),
    *_summary("audio", 5, tag="name"),
    # The argument order of these changed in 1.0.
    Rename(
        old="concat",
        new="concat",
        keywords={"concat_dim": "axis"},
        order=("axis", "values", "name"),
        by_place=True,
    ),
    Rename(
        old="split",
        new="split",
        keywords={"split_dim": "axis", "num_split": "num_or_size_splits"},
        order=("axis", "num_or_size_splits", "value", "name"),
        by_place=True,
    ),
    # Only TensorFlow 1 has these keywords: `tensorflow.compat.v1` takes both.
    *(
        Rename(old=name, new=name, keywords={"keep_dims": "keepdims", "reduction_indices": "axis"}, by_place=True)
        for name in (
            "reduce_all",
            "reduce_any",
            "reduce_logsumexp",
            "reduce_max",
            "reduce_mean",
            "reduce_min",
            "reduce_prod",
            "reduce_sum",
        )
    ),
    *(Rename(old=name, new=name, keywords={"dimension": "axis"}, by_place=True) for name in ("argmax", "argmin")),
    *(Rename(old=name, new=name, keywords={"dim": "axis"}, by_place=True) for name in _WITH_DIM),
    Rename(old="squeeze", new="squeeze", keywords={"squeeze_dims": "axis"}, by_place=True),
    # Moved out of contrib: the same function under another name.
    *_renamed(
        *(
            f"contrib.framework.{name} = {name}"
            for name in (
                "TensorSpec",
                "argsort",
                "assert_same_float_dtype",
                "assert_scalar",
                "convert_to_tensor_or_sparse_tensor",
                "is_tensor",
                "sort",
            )
        ),
        *(
            f"contrib.{home}.{name} = train.{name}"
            for home in ("framework", "slim")
            for name in ("create_global_step", "get_global_step", "get_or_create_global_step")
        ),
        "contrib.framework.assert_global_step = train.assert_global_step",
        "contrib.metrics.set_difference = sets.difference",
        "contrib.metrics.set_intersection = sets.intersection",
        "contrib.metrics.set_size = sets.size",
        "contrib.metrics.set_union = sets.union",
        "contrib.metrics.confusion_matrix = confusion_matrix",
        "contrib.rnn.static_rnn = nn.static_rnn",
        "contrib.rnn.static_bidirectional_rnn = nn.static_bidirectional_rnn",
        "contrib.rnn.static_state_saving_rnn = nn.static_state_saving_rnn",
        "contrib.util.constant_value = get_static_value",
        "contrib.util.make_tensor_proto = make_tensor_proto",
        "contrib.util.make_ndarray = make_ndarray",
        "contrib.lookup.KeyValueTensorInitializer = lookup.KeyValueTensorInitializer",
        "contrib.lookup.TextFileInitializer = lookup.TextFileInitializer",
        *_below("contrib.data", "data.experimental", _OF_DATA),
        *_below("contrib.framework.nest", "nest", "assert_same_structure flatten map_structure pack_sequence_as"),
        *_below("contrib.signal", "signal", _OF_SIGNAL),
        "contrib.eager.Iterator = data.make_one_shot_iterator",
        "contrib.eager.Variable = Variable",
        "contrib.autograph.to_graph = autograph.to_graph",
        "contrib.autograph.to_code = autograph.to_code",
    ),
    *_renamed(
        *(
            f"contrib.framework.{name} = train.{name}"
            for name in ("init_from_checkpoint", "list_variables", "load_variable")
        ),
        checkpoint_dir="ckpt_dir_or_file",
    ),
    *_renamed("contrib.framework.load_checkpoint = train.load_checkpoint", filepattern="ckpt_dir_or_file"),
)

_MNIST = "tfcompat.legacy.examples.tutorials.mnist.input_data"

MODULES: dict[str, str] = {
    "tensorflow.examples.tutorials.mnist.input_data": _MNIST,
    "tensorflow.contrib.learn.python.learn.datasets.mnist": _MNIST,
}
"""TensorFlow 1 modules that tfcompat has under another name."""

RENAME_OF: dict[str, Rename] = {row.old: row for row in RENAMES}
