// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.lxt.explain.result.Candidate;
import org.lxt.explain.result.Closing;
import org.lxt.explain.result.LatentRelevance;
import org.lxt.explain.result.ModelIdentity;
import org.lxt.explain.result.PixelRelevance;
import org.lxt.explain.result.Timing;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.spi.OutputKind;
import org.lxt.tensor.Ledger;
import org.lxt.tensor.Site;

/** Reports of an image of 12 x 8 pixels in patches of 4 x 4, with relevance at random. */
public final class ImageReports {
    static final int WIDTH = 12;
    static final int HEIGHT = 8;

    private ImageReports() {}

    /** A report of two targets without gamma. */
    public static Report plain() {
        return report(List.of(), "tabby", "tiger");
    }

    /** A report of one target under these gammas. */
    public static Report grid(Gamma... gammas) {
        return report(List.of(gammas));
    }

    private static Report report(List<Gamma> gammas, String... names) {
        ModelIdentity model =
                new ModelIdentity("vit", List.of("ViTForImageClassification"), "vit", "vit.jar", "scalar");
        byte[] rgb = new byte[3 * WIDTH * HEIGHT];
        new Random(1).nextBytes(rgb);
        SeenImage image = new SeenImage("<cat>.jpg", WIDTH, HEIGHT, rgb, "640 x 480, resized to 12 x 8");
        List<Explained> explained = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            explained.add(explained(i, names[i]));
        }
        for (int i = 0; i < gammas.size(); i++) {
            explained.add(explained(i, "tabby").with(gammas.get(i)));
        }
        return new Report(model, explained, image);
    }

    private static Explained explained(int seed, String name) {
        Random random = new Random(seed);
        double[] values = IntStream.range(0, 3 * WIDTH * HEIGHT)
                .mapToDouble(_ -> random.nextGaussian())
                .toArray();
        PixelRelevance pixels = new PixelRelevance(3, HEIGHT, WIDTH, 4, 4, 1, values);
        double[] patches = pixels.patches();
        List<TokenRelevance> tokens = new ArrayList<>(List.of(new TokenRelevance(0, 0, "class token", 0, 0, true, 0)));
        for (int i = 0; i < patches.length; i++) {
            String place = "row " + i / 3 + ", column " + i % 3;
            tokens.add(new TokenRelevance(i + 1, i + 1, place, 0, 0, false, patches[i]));
        }
        List<LatentRelevance> latent = IntStream.range(0, 3)
                .mapToObj(l -> new LatentRelevance(
                        Site.of("layers." + l),
                        IntStream.range(0, 7)
                                .mapToDouble(_ -> random.nextGaussian())
                                .toArray()))
                .toList();
        Candidate target = new Candidate(seed, name, 3.5, 0.75);
        return Explained.builder("cp-lrp", tokens, target)
                .output(OutputKind.of("logits", OutputKind.Place.FIRST_TOKEN, OutputKind.Entries.LABEL), 0)
                .candidates(List.of(target, new Candidate(9, "dog", 1.25, 0.1)))
                .latent(latent)
                .ledger(new Closing(
                        3.5, 3, List.of(new Closing.Entry(Site.of("head"), "linear", Ledger.Cause.BIAS, 0.5))))
                .timing(new Timing(0.1, 0.2))
                .pixels(pixels)
                .build();
    }
}
