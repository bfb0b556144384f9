"""What replaces a name that TensorFlow no longer has, in one sentence."""

from __future__ import annotations

from tfcompat._symbols._public import missing, moved
from tfcompat._symbols._renames import RENAME_OF

__all__ = ["ADVICE", "advice"]

_ESTIMATOR = (
    "Estimator left TensorFlow in 2.16: write the model function's graph in a Keras model, or in a loop around "
    "tf.compat.v1.Session"
)
_CANNED = "Estimator left TensorFlow in 2.16: build the model with Keras layers and train it with `fit`"
_INPUT = "build a tf.data.Dataset and feed it to the training loop or to `fit`"
_LEARN = "tf.contrib.learn became Estimator, which left TensorFlow in 2.16: write a Keras model and `fit`"
_TPU = "train with tf.distribute.TPUStrategy, in TensorFlow 2's own style; this is out of reach for a migration"
_DISTRIBUTE = "use tf.distribute, in TensorFlow 2's own style; graphs of TensorFlow 1 are not distributed any more"
_PROBABILITY = "use the package tensorflow_probability (tfp.distributions), which this became"
_HPARAMS = "use a dataclass or argparse.Namespace: it was a record of values, with a parser for `name=value` strings"
_SUMMARY = "use tf.summary with tf.summary.create_file_writer, or tf.compat.v1.summary in a graph"
_IMAGE = "use tf.image, keras.ops.image or keras.layers.Random... instead; tensorflow_addons held it and is retired"
_MNIST = (
    "use keras.datasets.mnist.load_data(), which gives the same images as integers from 0 to 255, and cut the batches"
)
_SLIM = "write it with tf.compat.v1 and the layers of tfcompat.legacy"
_NETS = "take the model from keras.applications, or copy the network's file from the tensorflow/models repository"
_RNN = "use keras.layers.RNN and its cells, or write the step with tf.compat.v1.nn.dynamic_rnn's cells by hand"
_SEQ2SEQ = "write the decoder's loop with tf.while_loop, or use keras.layers with attention"
_CUDNN = "use keras.layers.LSTM or GRU, which choose cuDNN's kernels themselves"
_CRF = "tensorflow_addons held it and is retired: copy tensorflow_addons/text/crf.py, which needs nothing else of it"
_TRAINING = "tf.contrib.training is gone: write the loop with tf.compat.v1.train.MonitoredTrainingSession"
_DATA = "use tf.data and tf.data.experimental, which hold what was in tf.contrib.data"
_GAN = "use the package tensorflow_gan, which this became"
_OPT = "write the optimizer as a subclass of tf.compat.v1.train.Optimizer; tensorflow_addons held it and is retired"
_METRICS = "use tf.compat.v1.metrics, or keras.metrics"
_KERAS = "use keras, whose names are in https://keras.io/api"
_LITE = "use tf.lite, which this became"
_FRAMEWORK = "write it with tf.compat.v1: collections, variables and scopes are all there"
_LAYERS = "write it with the layers of tfcompat.legacy, or with keras.layers"

ADVICE: dict[str, str] = {
    "app.flags": "use absl.flags, which it was",
    "audio_summary": "write tf.compat.v1.summary.audio",
    "contrib": "tf.contrib left TensorFlow in 2.0: look for the name in tf.compat.v1, or in a package of its own",
    "contrib.all_reduce": _DISTRIBUTE,
    "contrib.autograph": "use tf.autograph",
    "contrib.batching": "use tf.nondifferentiable_batch_function",
    "contrib.bayesflow": _PROBABILITY,
    "contrib.bigtable": "use tf.data with a reader of the cloud client library",
    "contrib.boosted_trees": "use the package tensorflow_decision_forests",
    "contrib.checkpoint": "use tf.train.Checkpoint",
    "contrib.cloud": "use tensorflow_io",
    "contrib.cluster_resolver": "use tf.distribute.cluster_resolver",
    "contrib.compiler": "use tf.function(jit_compile=True)",
    "contrib.copy_graph": "export the graph with tf.compat.v1.train.export_meta_graph and import it into the other",
    "contrib.crf": _CRF,
    "contrib.cudnn_rnn": _CUDNN,
    "contrib.data": _DATA,
    "contrib.data.batch_and_drop_remainder": "write dataset.batch(size, drop_remainder=True) without `apply`",
    "contrib.data.padded_batch_and_drop_remainder": "write dataset.padded_batch(size, shapes, drop_remainder=True)",
    "contrib.data.sloppy_interleave": "write tf.data.experimental.parallel_interleave(..., sloppy=True)",
    "contrib.deprecated": "use tf.compat.v1.summary",
    "contrib.distribute": _DISTRIBUTE,
    "contrib.distributions": f"{_PROBABILITY}; the basic ones are in tf.compat.v1.distributions",
    "contrib.eager": "use TensorFlow 2 itself, which is eager",
    "contrib.estimator": _ESTIMATOR,
    "contrib.factorization": "use scikit-learn or a model of your own; it has no successor",
    "contrib.feature_column": "use keras.layers and keras.utils.FeatureSpace",
    "contrib.ffmpeg": "use tf.audio, or tensorflow_io",
    "contrib.framework": _FRAMEWORK,
    "contrib.framework.nest": "use tf.nest, or tensorflow.python.util.nest",
    "contrib.framework.filter_variables": "filter tf.compat.v1.global_variables() by name",
    "contrib.gan": _GAN,
    "contrib.graph_editor": "it has no successor: build the graph as it has to be, or edit its GraphDef",
    "contrib.grid_rnn": _RNN,
    "contrib.hparam": _HPARAMS,
    "contrib.image": _IMAGE,
    "contrib.image.rotate": "use keras.layers.RandomRotation, or keras.ops.image.affine_transform",
    "contrib.image.transform": "use keras.ops.image.affine_transform",
    "contrib.image.translate": "use keras.ops.image.affine_transform",
    "contrib.keras": _KERAS,
    "contrib.kernel_methods": "it has no successor; scikit-learn has kernel approximations",
    "contrib.labeled_tensor": "it has no successor; name the axes in comments",
    "contrib.layers": _LAYERS,
    "contrib.layers.embed_sequence": "look the ids up with tf.nn.embedding_lookup in a variable of your own",
    "contrib.layers.optimize_loss": "call the optimizer's `minimize`, and tf.compat.v1.summary for its summaries",
    "contrib.layers.sparse_column_with_hash_bucket": "use tf.feature_column, or keras.utils.FeatureSpace",
    "contrib.layers.real_valued_column": "use tf.feature_column.numeric_column, or keras.utils.FeatureSpace",
    "contrib.layers.summarize_activation": "use tf.compat.v1.summary.histogram",
    "contrib.layers.summarize_tensors": "use tf.compat.v1.summary",
    "contrib.learn": _LEARN,
    "contrib.learn.Estimator": _LEARN,
    "contrib.learn.Experiment": _LEARN,
    "contrib.learn.LinearClassifier": _CANNED,
    "contrib.learn.DNNClassifier": _CANNED,
    "contrib.learn.ModeKeys": "use constants of your own; the values were 'train', 'eval' and 'infer'",
    "contrib.learn.RunConfig": _LEARN,
    "contrib.learn.datasets": _MNIST,
    "contrib.learn.datasets.load_dataset": "use sklearn.datasets",
    "contrib.learn.preprocessing": "use keras.layers.TextVectorization",
    "contrib.learn.run_n": _LEARN,
    "contrib.legacy_seq2seq": _SEQ2SEQ,
    "contrib.linalg": "use tf.linalg",
    "contrib.linear_optimizer": "use keras.optimizers.Ftrl; the dual solver has no successor",
    "contrib.lite": _LITE,
    "contrib.lookup": "use tf.lookup",
    "contrib.losses": "use tfcompat's losses, or tf.compat.v1.losses",
    "contrib.makefile": _LITE,
    "contrib.memory_stats": "use tf.config.experimental.get_memory_info",
    "contrib.meta_graph_transform": "it has no successor",
    "contrib.metrics": _METRICS,
    "contrib.metrics.streaming_accuracy": "use tf.compat.v1.metrics.accuracy, whose labels come first",
    "contrib.metrics.streaming_auc": "use tf.compat.v1.metrics.auc, whose labels come first",
    "contrib.metrics.streaming_mean": "use tf.compat.v1.metrics.mean",
    "contrib.metrics.streaming_mean_iou": "use tf.compat.v1.metrics.mean_iou, whose labels come first",
    "contrib.metrics.streaming_precision": "use tf.compat.v1.metrics.precision, whose labels come first",
    "contrib.metrics.streaming_recall": "use tf.compat.v1.metrics.recall, whose labels come first",
    "contrib.mixed_precision": "use keras.mixed_precision",
    "contrib.model_pruning": "use the package tensorflow_model_optimization",
    "contrib.nccl": _DISTRIBUTE,
    "contrib.nn": "use tf.nn, or tfcompat's losses",
    "contrib.opt": _OPT,
    "contrib.opt.AdamWOptimizer": "use keras.optimizers.AdamW, or add the decay to the update by hand",
    "contrib.opt.LazyAdamOptimizer": "use tf.compat.v1.train.AdamOptimizer, which updates the slots of all rows",
    "contrib.opt.MovingAverageOptimizer": "use tf.train.ExponentialMovingAverage",
    "contrib.opt.MultitaskOptimizerWrapper": _OPT,
    "contrib.opt.NadamOptimizer": "use keras.optimizers.Nadam",
    "contrib.opt.ScipyOptimizerInterface": "call scipy.optimize.minimize with a function that runs the session",
    "contrib.predictor": "load the model with tf.compat.v1.saved_model.load and run its signature",
    "contrib.quantization": "use tf.quantization",
    "contrib.quantize": "use the package tensorflow_model_optimization",
    "contrib.recurrent": _RNN,
    "contrib.reduce_slice_ops": "use tf.math.segment_sum and its like",
    "contrib.resampler": "write the interpolation with tf.gather_nd; tensorflow_addons held it and is retired",
    "contrib.rnn": _RNN,
    "contrib.rpc": "it has no successor",
    "contrib.saved_model": "use tf.saved_model and tf.compat.v1.saved_model",
    "contrib.seq2seq": _SEQ2SEQ,
    "contrib.session_bundle": "use tf.compat.v1.saved_model",
    "contrib.signal": "use tf.signal, which this became",
    "contrib.slim": _SLIM,
    "contrib.slim.nets": _NETS,
    "contrib.slim.dataset": "build a tf.data.Dataset",
    "contrib.slim.dataset_data_provider": "build a tf.data.Dataset",
    "contrib.slim.tfexample_decoder": "use tf.io.parse_single_example",
    "contrib.slim.learning": "write the loop with tf.compat.v1.Session or MonitoredTrainingSession",
    "contrib.slim.evaluation": "write the loop with tf.compat.v1.Session",
    "contrib.slim.metrics": _METRICS,
    "contrib.solvers": "use tf.linalg.experimental.conjugate_gradient",
    "contrib.sparsemax": "write it with tf.sort and tf.cumsum; tensorflow_addons held it and is retired",
    "contrib.specs": "it has no successor",
    "contrib.staging": "use tf.data's prefetch",
    "contrib.stat_summarizer": "use tf.profiler",
    "contrib.stateless": "use tf.random.stateless_uniform and its like",
    "contrib.summary": _SUMMARY,
    "contrib.tensor_forest": "use the package tensorflow_decision_forests",
    "contrib.tensorboard": "use the package tensorboard (tensorboard.plugins)",
    "contrib.tensorrt": "use tf.experimental.tensorrt",
    "contrib.testing": "it has no successor; write the test by hand",
    "contrib.text": "use the package tensorflow_text",
    "contrib.tfprof": "use tf.compat.v1.profiler",
    "contrib.timeseries": "use the package tensorflow_probability (tfp.sts)",
    "contrib.tpu": _TPU,
    "contrib.training": _TRAINING,
    "contrib.training.HParams": _HPARAMS,
    "contrib.training.parse_values": _HPARAMS,
    "contrib.training.batch_sequences_with_states": _INPUT,
    "contrib.training.bucket_by_sequence_length": "use tf.data.Dataset.bucket_by_sequence_length",
    "contrib.training.stratified_sample": "use tf.data.Dataset.rejection_resample",
    "contrib.util": "use tf.get_static_value, tf.make_tensor_proto and tf.make_ndarray",
    "estimator": _ESTIMATOR,
    "estimator.DNNClassifier": _CANNED,
    "estimator.DNNRegressor": _CANNED,
    "estimator.DNNLinearCombinedClassifier": _CANNED,
    "estimator.LinearClassifier": _CANNED,
    "estimator.LinearRegressor": _CANNED,
    "estimator.EstimatorSpec": _ESTIMATOR,
    "estimator.Exporter": "save the model with tf.saved_model",
    "estimator.ModeKeys": "use constants of your own; the values were 'train', 'eval' and 'infer'",
    "estimator.RunConfig": _ESTIMATOR,
    "estimator.export": "save the model with tf.compat.v1.saved_model.simple_save",
    "estimator.inputs": _INPUT,
    "estimator.tpu": _TPU,
    "examples": _MNIST,
    "examples.tutorials.mnist": _MNIST,
    "examples.tutorials.mnist.input_data": f"tfcompat.legacy.examples.tutorials.mnist.input_data reads it; or {_MNIST}",
    "feature_column.input_layer": "use keras.utils.FeatureSpace",
    "image.resize_image_with_crop_or_pad": "use tf.image.resize_with_crop_or_pad",
    "initialize_all_variables": "use tf.compat.v1.global_variables_initializer",
    "keras.backend": "Keras 3 keeps only some of the backend: use keras.ops, or tf itself",
    "keras.backend.get_session": "Keras 3 has no session",
    "keras.backend.set_session": "Keras 3 has no session: take the line out",
    "keras.backend.set_learning_phase": "Keras 3 has no learning phase: give the call `training=`",
    "keras.callbacks.TensorBoard": "keras.callbacks.TensorBoard has other arguments; see its page",
    "keras.estimator": _ESTIMATOR,
    "keras.experimental": "use what keras.optimizers.schedules and keras.layers hold today",
    "keras.layers.CuDNNGRU": _CUDNN,
    "keras.layers.CuDNNLSTM": _CUDNN,
    "keras.layers.experimental": "the preprocessing layers are in keras.layers itself",
    "keras.layers.LocallyConnected1D": "Keras 3 has no such layer: write it with keras.ops",
    "keras.layers.LocallyConnected2D": "Keras 3 has no such layer: write it with keras.ops",
    "keras.layers.ThresholdedReLU": "use keras.layers.ReLU(threshold=...)",
    "keras.layers.merge": "use the layers keras.layers.Add, Concatenate and their like",
    "keras.models.load_weights": "use the model's method of this name",
    "keras.optimizers.legacy": "use keras.optimizers; the old ones are in tf_keras",
    "keras.preprocessing": "use tf.data and keras.utils; what is left of it is under keras.utils",
    "keras.preprocessing.image.ImageDataGenerator": "use keras.utils.image_dataset_from_directory",
    "keras.preprocessing.text": "use keras.layers.TextVectorization",
    "keras.preprocessing.text.Tokenizer": "use keras.layers.TextVectorization",
    "keras.utils.multi_gpu_model": "use tf.distribute.MirroredStrategy",
    "keras.utils.np_utils": "keras.utils has its functions",
    "keras.wrappers": "use the package scikeras",
    "layers": "tf.layers left with Keras 3: tfcompat.legacy.layers has what tfcompat covers, keras.layers the rest",
    "lite.TFLiteConverter": "use tf.lite.TFLiteConverter.from_saved_model",
    "models": "take the model from the tensorflow/models repository, or from keras.applications",
    "nn.rnn_cell": _RNN,
    "nn.seq2seq": _SEQ2SEQ,
    "python": "import the module with `from tensorflow.python... import`; its names are private and may go",
    "python.keras": _KERAS,
    "python.keras.layers": "use keras.layers",
    "python.estimator": _ESTIMATOR,
    "tensorboard": "use the package tensorboard",
}
"""Path below ``tf``, or the beginning of one, to what to do."""


def advice(path: str) -> str:
    """Return what replaces a name, given as a path below ``tf``: its own sentence, or that of what it stands below.

    Example:
        >>> advice("estimator.DNNClassifier")
        'Estimator left TensorFlow in 2.16: build the model with Keras layers and train it with `fit`'
        >>> advice("placeholder")
        'it is tf.compat.v1.placeholder in TensorFlow 2, and means there what it meant'
    """
    row = RENAME_OF.get(path)
    if row is not None and not row.by_place:
        return f"it is tf.{row.new} since"
    if path in moved():
        return f"it is tf.{moved()[path]} in TensorFlow 2"
    parts = path.split(".")
    for end in range(len(parts), 0, -1):
        start = ".".join(parts[:end])
        if start in ADVICE:
            return ADVICE[start]
        if end == len(parts) and not missing(f"tensorflow.compat.v1.{path}"):
            return f"it is tf.compat.v1.{path} in TensorFlow 2, and means there what it meant"
    return "TensorFlow 2 has nothing by this name; its release notes may say what replaced it"
