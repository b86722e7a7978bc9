// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.json;

import java.util.Base64;
import java.util.stream.DoubleStream;
import org.lxt.explain.result.PixelRelevance;
import org.lxt.report.SeenImage;
import org.lxt.report.internal.Png;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Images and the relevance of their pixels, as JSON. */
final class JsonImages {
    private JsonImages() {}

    static void describe(SeenImage image, ObjectNode node) {
        node.put("name", image.name());
        node.put("width", image.width());
        node.put("height", image.height());
        node.put("preparation", image.preparation());
        node.put("png", Png.base64(image));
    }

    static SeenImage image(JsonField image) {
        JsonField png = image.get("png");
        int width = image.get("width").integer();
        int height = image.get("height").integer();
        byte[] rgb;
        try {
            rgb = Png.rgb(Base64.getDecoder().decode(png.text()), width, height);
        } catch (IllegalArgumentException e) {
            throw png.wrong("is not a PNG file of that size in base64");
        }
        return new SeenImage(
                image.get("name").text(),
                width,
                height,
                rgb,
                image.get("preparation").text());
    }

    static void describe(PixelRelevance pixels, ObjectNode node) {
        node.put("channels", pixels.channels());
        node.put("height", pixels.height());
        node.put("width", pixels.width());
        node.put("patch_height", pixels.patchHeight());
        node.put("patch_width", pixels.patchWidth());
        ArrayNode relevance = node.putArray("relevance");
        DoubleStream.of(pixels.values()).forEach(relevance::add);
    }

    /**
     * Relevance of pixels.
     *
     * @param tokens how many tokens the model made of the image, those of patches last
     */
    static PixelRelevance pixels(JsonField pixels, int tokens) {
        int height = pixels.get("height").integer();
        int width = pixels.get("width").integer();
        int patchHeight = pixels.get("patch_height").integer();
        int patchWidth = pixels.get("patch_width").integer();
        long patches = patchHeight > 0 && patchWidth > 0 ? (long) height / patchHeight * (width / patchWidth) : 0;
        if (patches > tokens) {
            throw pixels.wrong("have more patches than the " + tokens + " tokens");
        }
        double[] values = pixels.get("relevance").list(JsonField::number).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        try {
            return new PixelRelevance(
                    pixels.get("channels").integer(),
                    height,
                    width,
                    patchHeight,
                    patchWidth,
                    (int) (tokens - patches),
                    values);
        } catch (IllegalArgumentException e) {
            throw pixels.wrong("do not fit: " + e.getMessage());
        }
    }
}
