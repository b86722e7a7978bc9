// SPDX-License-Identifier: BSD-3-Clause
package org.example.search;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lxt.explain.Explainer;
import org.lxt.explain.result.Similarity;
import org.lxt.explain.result.TokenRelevance;

/** Finds the documents that are nearest to a question, and says by which of their words. */
public final class Search {
    /**
     * A document that was found.
     *
     * @param document its text
     * @param cosine how near it is, 1 being the same
     * @param reasons its tokens, the most relevant first
     */
    public record Hit(String document, double cosine, List<String> reasons) {}

    private Search() {}

    /** The documents, nearest first. A service would keep vectors in an index and explain only what it shows. */
    public static List<Hit> search(Explainer lxt, String question, List<String> documents) {
        List<Hit> hits = new ArrayList<>();
        for (String document : documents) {
            Similarity similarity = lxt.similarity(question, document);
            List<String> reasons = similarity.second().tokens().stream()
                    .filter(t -> !t.special())
                    .sorted(Comparator.comparingDouble(TokenRelevance::relevance).reversed())
                    .map(TokenRelevance::text)
                    .limit(2)
                    .toList();
            hits.add(new Hit(document, similarity.cosine(), reasons));
        }
        hits.sort(Comparator.comparingDouble(Hit::cosine).reversed());
        return hits;
    }

    public static void main(String[] args) throws Exception {
        if (args.length != 3) {
            System.err.println("usage: Search MODEL DOCUMENTS.txt QUESTION");
            System.exit(2);
        }
        try (Explainer lxt = Explainer.open(Path.of(args[0]))) {
            for (Hit hit : search(lxt, args[2], Files.readAllLines(Path.of(args[1])))) {
                System.out.printf("%.3f  %s  because of %s%n", hit.cosine(), hit.document(), hit.reasons());
            }
        }
    }
}
