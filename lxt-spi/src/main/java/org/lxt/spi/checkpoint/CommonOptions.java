// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.checkpoint;

/**
 * The options that transformers itself, and tools around it, write for models of any family. Source: {@code
 * PreTrainedConfig} and {@code GenerationConfig} of transformers, versions 4 and 5.
 */
final class CommonOptions {
    /** Which model it is and who wrote the file. */
    private static final String[] IDENTITY = {
        "architectures",
        "model_type",
        "name_or_path",
        "_name_or_path",
        "_commit_hash",
        "transformers_version",
        "auto_map",
        "custom_pipelines",
        "transformers.js_config",
        "license"
    };

    /** How it is run: none of it changes what the model computes, beyond rounding. */
    private static final String[] EXECUTION = {
        "dtype",
        "torch_dtype",
        "use_bfloat16",
        "xla_device",
        "torchscript",
        "tf_legacy_loss",
        "return_dict",
        "use_return_dict",
        "output_hidden_states",
        "output_attentions",
        "_output_attentions",
        "use_cache",
        "chunk_size_feed_forward",
        "attn_implementation",
        "_attn_implementation",
        "_attn_implementation_internal",
        "_attn_implementation_autoset",
        "experts_implementation",
        "_experts_implementation",
        "_experts_implementation_internal",
        "_flash_attn_2_enabled",
        "use_flash_attn",
        "use_flash_attention",
        "use_flash_attention_2",
        "transformers_weights"
    };

    /** How it was or would be trained, and what it would be trained for. */
    private static final String[] TRAINING = {
        "initializer_range",
        "initializer_factor",
        "gradient_checkpointing",
        "use_gradient_checkpointing",
        "neftune_noise_alpha",
        "finetuning_task",
        "task_specific_params",
        "problem_type",
        "num_labels",
        "id2label",
        "label2id"
    };

    /** What the tokenizer does; ids of tokens are known by their ending. */
    private static final String[] TOKENIZER = {
        "tokenizer_class",
        "prefix",
        "bos_token",
        "eos_token",
        "pad_token",
        "unk_token",
        "padding_side",
        "truncation_side",
        "max_sequence_length",
        "model_max_length",
        "seq_length"
    };

    /** How text is generated from the logits. */
    private static final String[] GENERATION = {
        "max_length",
        "max_new_tokens",
        "min_length",
        "min_new_tokens",
        "early_stopping",
        "max_time",
        "stop_strings",
        "do_sample",
        "num_beams",
        "cache_implementation",
        "cache_config",
        "return_legacy_cache",
        "temperature",
        "top_k",
        "top_p",
        "min_p",
        "top_h",
        "typical_p",
        "epsilon_cutoff",
        "eta_cutoff",
        "repetition_penalty",
        "encoder_repetition_penalty",
        "length_penalty",
        "no_repeat_ngram_size",
        "encoder_no_repeat_ngram_size",
        "bad_words_ids",
        "renormalize_logits",
        "remove_invalid_values",
        "exponential_decay_length_penalty",
        "suppress_tokens",
        "begin_suppress_tokens",
        "sequence_bias",
        "token_healing",
        "guidance_scale",
        "watermarking_config",
        "num_return_sequences",
        "output_scores",
        "output_logits",
        "return_dict_in_generate",
        "is_assistant",
        "num_assistant_tokens",
        "num_assistant_tokens_schedule",
        "assistant_confidence_threshold",
        "prompt_lookup_num_tokens",
        "max_matching_ngram_size",
        "assistant_early_exit",
        "assistant_lookbehind",
        "target_lookbehind",
        "compile_config",
        "disable_compile",
        "continuous_batching_config",
        "low_memory",
        "penalty_alpha",
        "dola_layers",
        "diversity_penalty",
        "num_beam_groups",
        "constraints",
        "force_words_ids",
        "prefill_chunk_size",
        "_from_model_config"
    };

    private CommonOptions() {}

    static KnownOptions.Builder addTo(KnownOptions.Builder builder) {
        return builder.harmless(IDENTITY)
                .harmless(EXECUTION)
                .harmless(TRAINING)
                .harmless(TOKENIZER)
                .harmless(GENERATION)
                .neutral(false, "is_encoder_decoder", "add_cross_attention", "tie_encoder_decoder")
                .neutralEmpty("pruned_heads", "adapters")
                .refused("no cross-attention", "cross_attention_hidden_size")
                .refused(
                        "weights stored as float64, float32, float16 or bfloat16",
                        "quantization_config",
                        "quantization",
                        "compression_config",
                        "sparsity_config");
    }

    /** Whether an option is of no consequence by what its name says: an id of a token, or a dropout. */
    static boolean isHarmlessByForm(String name) {
        return !name.contains(".")
                && (name.endsWith("_token_id")
                        || name.endsWith("_token_ids")
                        || name.endsWith("dropout")
                        || name.endsWith("dropout_prob")
                        || name.endsWith("pdrop")
                        || name.endsWith("layerdrop")
                        || name.startsWith("unsloth_"));
    }
}
