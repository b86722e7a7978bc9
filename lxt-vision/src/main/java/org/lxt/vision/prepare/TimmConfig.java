// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision.prepare;

import java.util.Locale;
import java.util.Optional;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.vision.RgbImage;
import org.lxt.vision.Size;
import org.lxt.vision.resize.Filter;
import org.lxt.vision.resize.Resizer;

/**
 * {@code pretrained_cfg} in the {@code config.json} of timm, read as its {@code resolve_data_config} and {@code
 * create_transform} do for evaluation; defaults as there.
 */
final class TimmConfig {
    private static final double DEFAULT_CROP = 0.875;
    private static final int DEFAULT_SIZE = 224;
    private static final double BYTE = 1 / 255.0;

    private TimmConfig() {}

    static Preprocessing read(ModelConfig config) {
        int edge = edge(config);
        double share = config.number("crop_pct").orElse(DEFAULT_CROP);
        if (share <= 0 || share > 1) {
            throw config.wrong("crop_pct", "above 0 and at most 1", share);
        }
        int resized = (int) Math.floor(edge / share);
        Size size = new Size(resized, resized);
        String mode = config.string("crop_mode").orElse("center");
        ResizeTo to = switch (mode) {
            case "center" -> new ResizeTo.ShortestEdge(resized);
            case "squash" -> new ResizeTo.Exactly(size);
            default -> throw config.wrong("crop_mode", "center or squash", mode);
        };
        return new Preprocessing(
                config.source(),
                Optional.of(new Preprocessing.Resize(to, filter(config), Resizer.PILLOW)),
                Optional.of(new Crop(new Size(edge, edge), Crop.Rounding.EVEN)),
                BYTE,
                channels(config, "mean", Normalisations.IMAGENET_MEAN),
                channels(config, "std", Normalisations.IMAGENET_DEVIATION));
    }

    private static int edge(ModelConfig config) {
        double[] size =
                config.numbers("input_size").orElse(new double[] {RgbImage.CHANNELS, DEFAULT_SIZE, DEFAULT_SIZE});
        boolean valid = size.length == 3
                && size[0] == RgbImage.CHANNELS
                && size[1] == size[2]
                && size[1] == Math.rint(size[1])
                && size[1] >= 1
                && size[1] <= Preprocessing.LONGEST_EDGE;
        if (!valid) {
            throw config.wrong("input_size", "3 channels and two equal edges", config.raw("input_size"));
        }
        return (int) size[1];
    }

    private static Filter filter(ModelConfig config) {
        String name = config.string("interpolation").orElse("bicubic");
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "nearest" -> Filter.NEAREST;
            case "bilinear" -> Filter.BILINEAR;
            case "bicubic" -> Filter.BICUBIC;
            case "box" -> Filter.BOX;
            case "hamming" -> Filter.HAMMING;
            case "lanczos" -> Filter.LANCZOS;
            default -> throw config.wrong("interpolation", "nearest, bilinear, bicubic, box, hamming or lanczos", name);
        };
    }

    private static double[] channels(ModelConfig config, String name, double[] absent) {
        double[] values = config.numbers(name).orElse(absent);
        if (values.length != RgbImage.CHANNELS) {
            throw config.wrong(name, "3 numbers, for red, green and blue", config.raw(name));
        }
        for (double value : values) {
            if (name.equals("std") && value <= 0) {
                throw config.wrong(name, "positive numbers", value);
            }
        }
        return values;
    }
}
