"""Names that distinguish TensorFlow 0.12 from later releases.

Read from TensorFlow 0.12.1 and 1.0.0 as imported, and from 2.21 with its ``tensorflow.compat.v1``. A listed name
includes everything below it.
"""

from __future__ import annotations

from tfcompat._symbols.api_names import listed

__all__ = ["GONE_IN_1", "NEW_IN_1"]

GONE_IN_1 = listed(
    """
    tf: RegisterShape audio_summary batch_cholesky batch_cholesky_solve batch_fft batch_fft2d batch_fft3d batch_ifft
        batch_ifft2d batch_ifft3d batch_matmul batch_matrix_band_part batch_matrix_determinant batch_matrix_diag
        batch_matrix_diag_part batch_matrix_inverse batch_matrix_set_diag batch_matrix_solve batch_matrix_solve_ls
        batch_matrix_transpose batch_matrix_triangular_solve batch_self_adjoint_eig batch_self_adjoint_eigvals
        batch_svd complex_abs concat_v2 histogram_summary image_summary merge_all_summaries merge_summary mul neg pack
        scalar_summary select split_v sub unpack
    nn: bidirectional_rnn rnn seq2seq state_saving_rnn
    train: SummaryWriter SummaryWriterCache SyncReplicasOptimizerV2
    """
)
"""In TensorFlow 0.12 or before, but in no release since 1.0."""

NEW_IN_1 = listed(
    """
    tf: AUTO_REUSE CriticalSection GradientTape IndexedSlicesSpec LMDBReader Module NoneTensorSpec OptionalSpec
        RaggedTensor RaggedTensorSpec SparseFeature SparseTensorSpec SummaryMetadata TensorArraySpec TensorInfo
        TensorSpec TypeSpec UnconnectedGradients VariableAggregation VariableSynchronization acosh
        add_to_collections angle approx_top_k argsort asinh assert_near assert_none_equal assert_rank_in
        assert_same_float_dtype assert_scalar atan2 atanh audio autodiff autograph batch_gather batch_scatter_update
        bincount bitwise broadcast_dynamic_shape broadcast_static_shape broadcast_to check_pinned colocate_with
        config confusion_matrix control_flow_v2_enabled conv conv2d_backprop_filter_v2 conv2d_backprop_input_v2
        convert_to_tensor_or_sparse_tensor cosh custom_gradient data debugging decode_compressed dimension_at_index
        dimension_value disable_control_flow_v2 disable_eager_execution disable_resource_variables
        disable_tensor_equality disable_v2_behavior disable_v2_tensorshape distribute distributions div_no_nan
        dtensor dtypes eig eigvals enable_control_flow_v2 enable_eager_execution enable_resource_variables
        enable_tensor_equality enable_v2_behavior enable_v2_tensorshape ensure_shape executing_eagerly
        executing_eagerly_outside_functions experimental expm1 extract_volume_patches feature_column fftnd
        fingerprint function get_current_name_scope get_local_variable get_logger get_static_value
        glorot_normal_initializer glorot_uniform_initializer grad_pass_through guarantee_const
        histogram_fixed_width_bins ifftnd init_scope initializers inside_function io irfftnd is_symbolic_tensor
        is_tensor keras layers linalg lite load_library log_sigmoid lookup losses make_ndarray make_tensor_proto
        manip math matrix_square_root metrics mixed_precision mlir nest nondifferentiable_batch_function norm
        numpy_function optimizers parallel_stack print profiler py_function qr quantization quantize queue ragged
        ragged_fill_empty_rows ragged_fill_empty_rows_grad random random_index_shuffle random_poisson raw_ops
        recompute_grad regex_replace repeat resource_variables_enabled rfftnd roll saved_model scatter_max
        scatter_min searchsorted security serialize_tensor sets signal sinh sort sparse sparse_reduce_max
        sparse_reduce_max_sparse sparse_slice spectral string_strip strings switch_case tables_initializer
        tensor_scatter_add tensor_scatter_nd_add tensor_scatter_nd_max tensor_scatter_nd_min tensor_scatter_nd_sub
        tensor_scatter_nd_update tensor_scatter_sub tensor_scatter_update tensordot to_complex128 to_complex64 tpu
        type_spec_from_value types uint32 uint64 unravel_index unsorted_segment_max unsorted_segment_mean
        unsorted_segment_min unsorted_segment_prod unsorted_segment_sqrt_n variable_creator_scope
        variance_scaling_initializer variant vectorized_map where_v2 wrap_function xla
    image: adjust_jpeg_quality combined_non_max_suppression decode_and_crop_jpeg decode_bmp decode_image decode_jxl
        decode_webp extract_image_patches extract_jpeg_shape extract_patches generate_bounding_box_proposals
        image_gradients is_jpeg non_max_suppression_overlaps non_max_suppression_padded
        non_max_suppression_with_scores psnr random_crop random_jpeg_quality resize resize_image_with_pad
        resize_with_crop_or_pad resize_with_pad rgb_to_yiq rgb_to_yuv sobel_edges ssim ssim_multiscale
        stateless_random_brightness stateless_random_contrast stateless_random_crop stateless_random_flip_left_right
        stateless_random_flip_up_down stateless_random_hue stateless_random_jpeg_quality stateless_random_saturation
        stateless_sample_distorted_bounding_box total_variation transpose yiq_to_rgb yuv_to_rgb
    nn: RNNCellDeviceWrapper RNNCellDropoutWrapper RNNCellResidualWrapper approx_max_k approx_min_k
        atrous_conv2d_transpose avg_pool1d avg_pool2d avg_pool_v2 collapse_repeated compute_average_loss
        conv1d_transpose conv_transpose ctc_beam_search_decoder_v2 ctc_loss_v2 ctc_unique_labels depth_to_space
        depthwise_conv2d_backprop_filter depthwise_conv2d_backprop_input experimental gelu isotonic_regression
        leaky_relu max_pool1d max_pool2d max_pool_v2 safe_embedding_lookup_sparse scale_regularization_loss selu
        silu softmax_cross_entropy_with_logits_v2 space_to_batch space_to_depth static_bidirectional_rnn static_rnn
        static_state_saving_rnn swish
    summary: FileWriterCache all_v2_summary_ops create_file_writer create_noop_writer flush graph initialize
        record_if should_record_summaries text trace_export trace_off trace_on write
    test: StubOutForTesting benchmark_config create_local_cluster disable_with_predicate experimental
        gpu_device_name is_built_with_gpu_support is_built_with_rocm is_built_with_xla is_cpu_target_available mock
        with_eager_op_as_function
    train: Checkpoint CheckpointManager CheckpointOptions CheckpointSaverListener CheckpointView FeedFnHook
        FinalOpsHook GlobalStepWaiterHook ProfilerHook SecondOrStepTimer SingularMonitoredSession TrackableView
        VocabInfo checkpoints_iterator cosine_decay cosine_decay_restarts create_global_step experimental
        get_or_create_global_step init_from_checkpoint linear_cosine_decay list_variables load_checkpoint
        load_variable maybe_batch maybe_batch_join maybe_shuffle_batch maybe_shuffle_batch_join
        noisy_linear_cosine_decay piecewise_constant_decay remove_checkpoint sdca_fprint sdca_optimizer
        sdca_shrink_l1 warm_start
    """
)
"""In TensorFlow 1.0 or later, but not in 0.12."""
