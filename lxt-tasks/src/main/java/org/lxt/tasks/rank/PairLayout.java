// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.rank;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Segment;
import org.lxt.tasks.refusal.TaskException;

/**
 * How query and passage are put to a language model, in the words that its authors trained it with.
 *
 * @param text the prompt, in which {@code {query}} and {@code {passage}} stand for them, once each, and {@code {instruction}} for what
 *     the model is told
 */
public record PairLayout(String text) {
    /**
     * That of Qwen3-Reranker.
     *
     * @see <a href="https://arxiv.org/abs/2506.05176">Qwen3 Embedding: Advancing Text Embedding and Reranking Through Foundation Models</a>
     */
    public static final PairLayout QWEN3_RERANKER = new PairLayout("""
            <|im_start|>system
            Judge whether the Document meets the requirements based on the Query and the Instruct provided. Note that the answer can only\
             be "yes" or "no".<|im_end|>
            <|im_start|>user
            <Instruct>: {instruction}
            <Query>: {query}
            <Document>: {passage}<|im_end|>
            <|im_start|>assistant
            <think>

            </think>

            """);

    /** What models of this kind are told if nothing else is said. */
    public static final String SEARCH = "Given a web search query, retrieve relevant passages that answer the query";

    private static final Pattern PLACE = Pattern.compile("\\{(instruction|query|passage)\\}");

    /** Refuses a text that has not one place for each. */
    public PairLayout {
        for (String name : new String[] {"{query}", "{passage}"}) {
            int first = text.indexOf(name);
            if (first < 0 || text.indexOf(name, first + 1) >= 0) {
                throw new TaskException("the layout of a pair needs " + name + " once");
            }
        }
    }

    /**
     * That of a template in a GGUF file, which has {@code {document}} for the passage. What the authors say by default in the place of an
     * instruction becomes one.
     */
    static PairLayout ofTemplate(String template) {
        return new PairLayout(template.replace("{document}", "{passage}").replace(SEARCH, "{instruction}"));
    }

    /** Whether it has a place for what the model is told. */
    boolean takesInstruction() {
        return text.contains("{instruction}");
    }

    /** The prompt, with query, passage and instruction as its parts. */
    Prompt prompt(String instruction, String query, Passage passage) {
        StringBuilder laid = new StringBuilder();
        List<Segment> parts = new ArrayList<>();
        Matcher place = PLACE.matcher(text);
        int from = 0;
        while (place.find()) {
            laid.append(text, from, place.start());
            int start = laid.length();
            String name = place.group(1);
            laid.append(
                    switch (name) {
                        case "query" -> query;
                        case "passage" -> passage.text();
                        default -> instruction;
                    });
            if (laid.length() > start) {
                parts.add(new Segment(name.equals("passage") ? passage.name() : name, start, laid.length()));
            }
            from = place.end();
        }
        laid.append(text, from, text.length());
        parts.sort(Comparator.comparingInt(Segment::start));
        return Prompt.withoutSpecialTokens(laid.toString()).segmented(parts);
    }
}
