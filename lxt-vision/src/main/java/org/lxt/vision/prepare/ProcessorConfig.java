// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision.prepare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.lxt.spi.checkpoint.Excerpt;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.vision.RgbImage;
import org.lxt.vision.Size;
import org.lxt.vision.resize.Filter;
import org.lxt.vision.resize.Resizer;

/**
 * {@code preprocessor_config.json} of transformers. What an option is if it is absent depends on the class of the
 * processor, as in transformers 5.9. A processor of that version resizes tensors by torchvision, unless its name ends with
 * {@code Pil}; older names mean the same.
 */
final class ProcessorConfig {
    private static final int DEFAULT_SIZE = 224;
    private static final int DEIT_RESIZE = 256;
    private static final double BYTE = 1 / 255.0;

    /** Numbers of filters as Pillow gives them. */
    private static final List<Filter> FILTERS =
            List.of(Filter.NEAREST, Filter.LANCZOS, Filter.BILINEAR, Filter.BICUBIC, Filter.BOX, Filter.HAMMING);

    private static final Set<String> HARMLESS = Set.of(
            "feature_extractor_type",
            "processor_class",
            "_processor_class",
            "_valid_processor_keys",
            "auto_map",
            "default_to_square",
            "device",
            "disable_grouping",
            "do_convert_rgb",
            "return_tensors",
            "transformers_version");

    private static final Set<String> READ = Set.of(
            "image_processor_type",
            "do_resize",
            "size",
            "resample",
            "do_center_crop",
            "crop_size",
            "do_rescale",
            "rescale_factor",
            "do_normalize",
            "image_mean",
            "image_std");

    /** Options that do nothing at these values. */
    private static final Map<String, Object> NEUTRAL = Map.of(
            "do_pad",
            false,
            "do_reduce_labels",
            false,
            "data_format",
            "channels_first",
            "do_flip_channel_order",
            false);

    private final ModelConfig config;
    private final Kind kind;

    /** Processors, by what they do where the file says nothing. */
    private enum Kind {
        VIT,
        DEIT,
        CLIP;

        private static Optional<Kind> of(String type) {
            String name = type.replaceFirst("(ImageProcessor(Fast|Pil)?|FeatureExtractor)$", "");
            return switch (name) {
                case "ViT" -> Optional.of(VIT);
                case "DeiT" -> Optional.of(DEIT);
                case "CLIP" -> Optional.of(CLIP);
                default -> Optional.empty();
            };
        }
    }

    private final boolean pillow;

    private ProcessorConfig(ModelConfig config) {
        this.config = config;
        String type = config.string("image_processor_type")
                .or(() -> config.string("feature_extractor_type"))
                .orElse("ViTImageProcessor");
        this.kind = Kind.of(type)
                .orElseThrow(() -> config.wrong(
                        "image_processor_type", "that of ViT, DeiT or CLIP, such as ViTImageProcessor", type));
        this.pillow = type.endsWith("Pil");
    }

    /** Reads the file. */
    static Preprocessing read(ModelConfig config) {
        return new ProcessorConfig(config).preprocessing();
    }

    private Preprocessing preprocessing() {
        refuseUnknown();
        Optional<Preprocessing.Resize> resize = Optional.empty();
        if (config.flag("do_resize", true)) {
            resize = Optional.of(
                    new Preprocessing.Resize(resizeTo(), filter(), pillow ? Resizer.PILLOW : Resizer.TORCH));
        }
        Optional<Crop> crop = Optional.empty();
        if (config.flag("do_center_crop", kind != Kind.VIT)) {
            crop = Optional.of(new Crop(cropSize(), Crop.Rounding.DOWN));
        }
        double rescale = config.flag("do_rescale", true)
                ? config.number("rescale_factor").orElse(BYTE)
                : 1;
        double[] mean = {0, 0, 0};
        double[] deviation = {1, 1, 1};
        if (config.flag("do_normalize", true)) {
            if (kind == Kind.CLIP && !(config.has("image_mean") && config.has("image_std"))) {
                throw new ModelException(config.source() + ": lacks image_mean or image_std; add both");
            }
            mean = channels("image_mean");
            deviation = channels("image_std");
            for (double value : deviation) {
                if (value <= 0) {
                    throw config.wrong("image_std", "positive numbers", value);
                }
            }
        }
        return new Preprocessing(config.source(), resize, crop, rescale, mean, deviation);
    }

    private void refuseUnknown() {
        for (String name : config.names()) {
            Object value = config.raw(name);
            boolean neutral = NEUTRAL.containsKey(name) && NEUTRAL.get(name).equals(value);
            if (!neutral && !READ.contains(name) && !HARMLESS.contains(name)) {
                throw new ModelException(config.source() + ": option '" + Excerpt.of(name) + "' is " + Excerpt.of(value)
                        + ", which is not read and may change the pixels; remove it if it does not");
            }
        }
    }

    private ResizeTo resizeTo() {
        Object size = config.raw("size");
        if (size == null) {
            int edge = kind == Kind.DEIT ? DEIT_RESIZE : DEFAULT_SIZE;
            return kind == Kind.CLIP ? new ResizeTo.ShortestEdge(edge) : new ResizeTo.Exactly(new Size(edge, edge));
        }
        if (size instanceof Number) {
            int edge = edge(config.positive("size"), "size");
            // as transformers reads an integer: CLIP keeps proportions, the others do not
            return kind == Kind.CLIP ? new ResizeTo.ShortestEdge(edge) : new ResizeTo.Exactly(new Size(edge, edge));
        }
        ModelConfig group = config.section("size").orElseThrow();
        OptionalInt shortest = group.optionalPositive("shortest_edge");
        if (shortest.isPresent() && group.names().size() == 1) {
            return new ResizeTo.ShortestEdge(edge(shortest.getAsInt(), "size"));
        }
        return new ResizeTo.Exactly(heightAndWidth(group, "size"));
    }

    private Size cropSize() {
        Object size = config.raw("crop_size");
        if (size == null) {
            return new Size(DEFAULT_SIZE, DEFAULT_SIZE);
        }
        if (size instanceof Number) {
            int edge = edge(config.positive("crop_size"), "crop_size");
            return new Size(edge, edge);
        }
        return heightAndWidth(config.section("crop_size").orElseThrow(), "crop_size");
    }

    private Size heightAndWidth(ModelConfig group, String name) {
        OptionalInt height = group.optionalPositive("height");
        OptionalInt width = group.optionalPositive("width");
        if (height.isEmpty() || width.isEmpty() || group.names().size() != 2) {
            List<String> there = new ArrayList<>(group.names());
            throw config.wrong(
                    name, "a number, or height and width" + (name.equals("size") ? ", or shortest_edge" : ""), there);
        }
        return new Size(edge(width.getAsInt(), name), edge(height.getAsInt(), name));
    }

    private int edge(int length, String name) {
        if (length > Preprocessing.LONGEST_EDGE) {
            throw config.wrong(name, "at most " + Preprocessing.LONGEST_EDGE, length);
        }
        return length;
    }

    private Filter filter() {
        OptionalInt number = config.optionalCount("resample");
        Filter filter = kind == Kind.VIT ? Filter.BILINEAR : Filter.BICUBIC;
        if (number.isPresent()) {
            if (number.getAsInt() >= FILTERS.size()) {
                throw config.wrong("resample", "a number from 0 to " + (FILTERS.size() - 1), number.getAsInt());
            }
            filter = FILTERS.get(number.getAsInt());
        }
        boolean torchHas = filter == Filter.NEAREST || filter == Filter.BILINEAR || filter == Filter.BICUBIC;
        if (!pillow && !torchHas) {
            throw config.wrong(
                    "resample",
                    "0, 2 or 3 for a processor that resizes tensors, for torch has no other filter",
                    filter);
        }
        return filter;
    }

    private double[] channels(String name) {
        Object value = config.raw(name);
        if (value == null) {
            return Normalisations.HALF;
        }
        if (value instanceof Number) {
            double all = config.number(name).orElseThrow();
            return new double[] {all, all, all};
        }
        double[] numbers = config.numbers(name).orElseThrow();
        if (numbers.length != RgbImage.CHANNELS) {
            throw config.wrong(name, "3 numbers, for red, green and blue", value);
        }
        return numbers;
    }
}
