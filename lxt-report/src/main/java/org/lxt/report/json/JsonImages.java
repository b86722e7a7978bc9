package org.lxt.report.json;

import java.util.Base64;
import org.lxt.report.PixelMap;
import org.lxt.report.ReportException;
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
            throw png.wrong("is no PNG file of that size in base64");
        }
        return new SeenImage(
                image.get("name").text(),
                width,
                height,
                rgb,
                image.get("preparation").text());
    }

    static void describe(PixelMap pixels, ObjectNode node) {
        node.put("channels", pixels.channels());
        node.put("height", pixels.height());
        node.put("width", pixels.width());
        node.put("patch_height", pixels.patchHeight());
        node.put("patch_width", pixels.patchWidth());
        ArrayNode relevance = node.putArray("relevance");
        pixels.relevance().forEach(relevance::add);
    }

    static PixelMap pixels(JsonField pixels) {
        try {
            return new PixelMap(
                    pixels.get("channels").integer(),
                    pixels.get("height").integer(),
                    pixels.get("width").integer(),
                    pixels.get("patch_height").integer(),
                    pixels.get("patch_width").integer(),
                    pixels.get("relevance").list(JsonField::number));
        } catch (ReportException e) {
            throw e.getMessage() != null && e.getMessage().contains(" is damaged: ")
                    ? e
                    : pixels.wrong("do not fit: " + e.getMessage());
        }
    }
}
