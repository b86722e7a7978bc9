// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.quantised;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.lxt.checkpoint.internal.Refusal;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.ModelException;

/** What {@code quantization_config} says: the method, and which variant of it. Everything that is not implemented is refused by its name. */
final class Methods {
    private static final String SUPPORTED =
            "fp8, compressed-tensors (float-quantized), gptq (4 and 8 bits), awq (4 bits, gemm), bitsandbytes";

    private Methods() {}

    static List<QuantisedTensor> tensors(String method, ModelConfig options, Parts parts) {
        return switch (method) {
            case "fp8" -> fp8(options, parts);
            case "compressed-tensors" -> compressed(options, parts);
            case "gptq" -> gptq(options, parts);
            case "awq" -> awq(options, parts);
            case "bitsandbytes" -> bitsandbytes(options, parts);
            default -> throw refused(options, "quant_method", method, SUPPORTED);
        };
    }

    private static List<QuantisedTensor> fp8(ModelConfig options, Parts parts) {
        require(options, "fmt", "e4m3", Set.of("e4m3"));
        return new EightBitFloats(block(options, "weight_block_size")).tensors(parts);
    }

    private static int[] block(ModelConfig options, String name) {
        double[] sizes = options.numbers(name).orElse(new double[0]);
        if (sizes.length == 0) {
            return new int[0];
        }
        if (sizes.length != 2 || !isSize(sizes[0]) || !isSize(sizes[1]) || sizes[1] % QuantisedTensor.UNIT != 0) {
            throw options.wrong(
                    name,
                    "rows and columns of a block, the columns a multiple of " + QuantisedTensor.UNIT,
                    options.raw(name));
        }
        return new int[] {(int) sizes[0], (int) sizes[1]};
    }

    private static boolean isSize(double size) {
        return size >= 1 && size <= 1 << 20 && size == Math.rint(size);
    }

    private static List<QuantisedTensor> compressed(ModelConfig options, Parts parts) {
        require(options, "format", "", Set.of("float-quantized", "naive-quantized"));
        for (String name : List.of("kv_cache_scheme", "sparsity_config", "transform_config")) {
            Object value = options.raw(name);
            if (value != null && !(value instanceof Map<?, ?> map && map.isEmpty())) {
                throw refused(options, name, value, "none");
            }
        }
        ModelConfig groups =
                options.section("config_groups").orElseThrow(() -> options.wrong("config_groups", "given", null));
        if (groups.names().size() != 1) {
            throw options.wrong("config_groups", "one group", groups.names());
        }
        String only = groups.names().iterator().next();
        ModelConfig weights = groups.section(only)
                .flatMap(group -> group.section("weights"))
                .orElseThrow(() -> groups.wrong(only, "a group with 'weights'", null));
        require(weights, "type", "", Set.of("float"));
        requireBits(weights, "num_bits", 8);
        String strategy = require(weights, "strategy", "", Set.of("tensor", "channel", "block"));
        int[] block = block(weights, "block_structure");
        if (strategy.equals("block") != (block.length == 2)) {
            throw weights.wrong(
                    "block_structure", "there if strategy is block, and only then", weights.raw("block_structure"));
        }
        return new EightBitFloats(block).tensors(parts);
    }

    private static List<QuantisedTensor> gptq(ModelConfig options, Parts parts) {
        int bits = requireBits(options, "bits", 4, 8);
        String name = options.has("checkpoint_format") ? "checkpoint_format" : "format";
        String format = require(options, name, "gptq", Set.of("gptq", "gptq_v2"));
        if (options.raw("dynamic") instanceof Map<?, ?> dynamic
                && !dynamic.keySet().stream()
                        .allMatch(key -> String.valueOf(key).startsWith("-:"))) {
            throw refused(options, "dynamic", dynamic, "the same bits and groups for all modules");
        }
        return new PackedIntegers(false, bits, group(options), format.equals("gptq") ? 1 : 0).tensors(parts);
    }

    private static List<QuantisedTensor> awq(ModelConfig options, Parts parts) {
        requireBits(options, "bits", 4);
        require(options, options.has("version") ? "version" : "format", "gemm", Set.of("gemm"));
        if (!options.flag("zero_point", true)) {
            throw refused(options, "zero_point", false, "true");
        }
        for (String module : parts.modules(".act.scales")) {
            throw parts.take(module + ".act.scales").refuse("scales an activation, which is not implemented");
        }
        return new PackedIntegers(true, 4, group(options), 0).tensors(parts);
    }

    /** Inputs of a group; 0 where all are one. */
    private static int group(ModelConfig options) {
        double size = options.number("group_size").orElse(128);
        if (size == -1) {
            return 0;
        }
        if (!isSize(size) || size % QuantisedTensor.UNIT != 0) {
            throw refused(options, "group_size", size, "-1 and multiples of " + QuantisedTensor.UNIT);
        }
        return (int) size;
    }

    private static List<QuantisedTensor> bitsandbytes(ModelConfig options, Parts parts) {
        boolean eight = options.flag("load_in_8bit", options.flag("_load_in_8bit", false));
        boolean four = options.flag("load_in_4bit", options.flag("_load_in_4bit", false));
        if (eight == four) {
            throw options.wrong("load_in_4bit", "true, or load_in_8bit, and not both", options.raw("load_in_4bit"));
        }
        if (eight) {
            return RowMaximums.tensors(parts);
        }
        require(options, "bnb_4bit_quant_type", "fp4", Set.of("nf4", "fp4"));
        require(options, "bnb_4bit_quant_storage", "uint8", Set.of("uint8"));
        return FourBitTables.tensors(parts);
    }

    private static String require(ModelConfig options, String name, String absent, Set<String> supported) {
        String value = options.string(name).orElse(absent).toLowerCase(Locale.ROOT);
        if (!supported.contains(value)) {
            throw refused(
                    options,
                    name,
                    value,
                    String.join(", ", supported.stream().sorted().toList()));
        }
        return value;
    }

    private static int requireBits(ModelConfig options, String name, int... supported) {
        int bits = options.positive(name);
        for (int one : supported) {
            if (bits == one) {
                return bits;
            }
        }
        String list = String.join(
                " and ", Arrays.stream(supported).mapToObj(String::valueOf).toList());
        throw refused(options, name, bits, list);
    }

    private static ModelException refused(ModelConfig options, String name, Object value, String supported) {
        return new ModelException(options.source() + ": option '" + QuantisedModel.OPTION + "." + name + "' is "
                + Refusal.line(String.valueOf(value)) + ", which is not implemented; supported: " + supported
                + "; use a checkpoint that is stored in one of these, or in bfloat16");
    }
}
