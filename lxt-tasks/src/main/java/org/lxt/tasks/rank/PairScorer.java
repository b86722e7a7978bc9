// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.rank;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.lxt.chat.ChatException;
import org.lxt.chat.ChatMessage;
import org.lxt.chat.RenderedChat;
import org.lxt.checkpoint.PairScoring;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Segment;
import org.lxt.explain.request.Target;
import org.lxt.spi.OutputKind;
import org.lxt.tasks.refusal.TaskException;
import org.lxt.tasks.source.ModelSource;
import org.lxt.tasks.source.OpenModel;
import org.lxt.tokenizers.Tokenizer;

/** How a model scores a pair of query and passage: what it reads, and which logits the score is made of. */
final class PairScorer {
    private static final String QUERY = "query";
    private static final String DOCUMENT = "document";
    private static final String INSTRUCTION = "instruction";

    private final PairScoring scoring;
    private final @Nullable String instruction;
    private final @Nullable PairLayout layout;
    private final @Nullable ModelSource template;
    private final Target target;

    private PairScorer(
            PairScoring scoring,
            @Nullable String instruction,
            @Nullable PairLayout layout,
            @Nullable ModelSource template,
            Target target) {
        this.scoring = scoring;
        this.instruction = instruction;
        this.layout = layout;
        this.template = template;
        this.target = target;
    }

    /**
     * That of a model.
     *
     * @param instruction what the model is told, or null for what its files say
     * @param layout how a pair is put to a language model, or null for what its files say
     * @throws TaskException if the model scores no pairs
     */
    static PairScorer of(OpenModel model, @Nullable String instruction, @Nullable PairLayout layout) {
        PairScoring scoring = PairScoring.read(folder(model.source().folder()));
        Explainer explainer = model.explainer();
        OutputKind output = explainer.outputs().getFirst();
        String told = instruction != null ? instruction : scoring.instruction().orElse(null);
        if (output.entries() == OutputKind.Entries.NEXT_TOKEN) {
            return ofTokens(model, scoring, told, layout);
        }
        int yes = output.labels().indexOf("yes");
        int no = output.labels().indexOf("no");
        if (output.place() == OutputKind.Place.LAST_TOKEN && output.labels().size() == 2 && yes >= 0 && no >= 0) {
            return ofLanguage(model, scoring, told, layout, Target.token(yes).minus(no));
        }
        boolean isOfTexts = output.place() != OutputKind.Place.EACH_TOKEN
                && output.place() != OutputKind.Place.ACROSS_TOKENS
                && output.labels().size() == 1;
        if (!isOfTexts) {
            throw new TaskException(
                    "the model scores no pairs, for it gives neither a single logit of a text nor logits of the next"
                            + " token; open a reranker, such as a cross-encoder");
        }
        if (layout != null) {
            throw new TaskException("a layout is for a language model, and this model reads query and passage as two"
                    + " texts; leave it out");
        }
        return new PairScorer(scoring, told, null, null, Target.token(0));
    }

    private static Path folder(Path origin) {
        return Files.isDirectory(origin)
                ? origin
                : Objects.requireNonNull(origin.toAbsolutePath().getParent());
    }

    private static PairScorer ofTokens(
            OpenModel model, PairScoring scoring, @Nullable String instruction, @Nullable PairLayout layout) {
        Target yes = scoring.yes().isPresent() ? Target.token(scoring.yes().getAsInt()) : Target.token("yes");
        OptionalInt no = scoring.no();
        boolean alone = scoring.yes().isPresent() && no.isEmpty();
        Target target = alone ? yes : no.isPresent() ? yes.minus(no.getAsInt()) : yes.minus("no");
        return ofLanguage(model, scoring, instruction, layout, target);
    }

    /** That of a language model, or of one whose head was cut down to the tokens that count. */
    private static PairScorer ofLanguage(
            OpenModel model,
            PairScoring scoring,
            @Nullable String instruction,
            @Nullable PairLayout given,
            Target target) {
        PairLayout layout = given != null
                ? given
                : model.source().pairTemplate().map(PairLayout::ofTemplate).orElse(null);
        if (given == null && layout != null && instruction != null && !layout.takesInstruction()) {
            throw new TaskException(
                    "the file's own template for pairs, 'rerank', has no place for an instruction; leave it out,"
                            + " or give a layout with {instruction}");
        }
        ModelSource template = null;
        if (layout == null && hasPlaces(model.source())) {
            template = model.source();
        } else if (layout == null) {
            layout = known(model.explainer());
        }
        return new PairScorer(scoring, instruction, layout, template, target);
    }

    /** Whether the chat template puts what messages of a query and of a document say into the text. */
    private static boolean hasPlaces(ModelSource source) {
        try {
            return rendered(source, null, "a b", "c d").size() == 2;
        } catch (ChatException | TaskException _) {
            return false;
        }
    }

    private static List<Segment> rendered(ModelSource source, @Nullable String told, String query, String passage) {
        List<ChatMessage> messages = messages(told, query, passage);
        return source.chatTemplate().place(messages, false).places().stream()
                .map(p -> new Segment(role(messages.get(p.message())), p.start(), p.end()))
                .toList();
    }

    private static List<ChatMessage> messages(@Nullable String told, String query, String passage) {
        List<ChatMessage> messages = new ArrayList<>();
        if (told != null) {
            messages.add(ChatMessage.system(told));
        }
        messages.add(ChatMessage.of(QUERY, query));
        messages.add(ChatMessage.of(DOCUMENT, passage));
        return messages;
    }

    private static String role(ChatMessage message) {
        return String.valueOf(message.fields().get("role"));
    }

    /** The documented layout of a model whose tokenizer has the marks of it. */
    private static PairLayout known(Explainer explainer) {
        Tokenizer tokenizer = explainer.tokenizer().orElse(null);
        if (tokenizer != null && tokenizer.id("<|im_start|>").isPresent()) {
            return PairLayout.QWEN3_RERANKER;
        }
        throw new TaskException(
                "the chat template of this language model has no place for a query and a document, so nothing says"
                        + " how a pair is put to it; give a layout with {query} and {passage}, or open a reranker");
    }

    /** The prompt of a pair, with query and passage as its parts. */
    Prompt prompt(String query, Passage passage) {
        if (layout != null) {
            return layout.prompt(instruction == null ? PairLayout.SEARCH : instruction, query, passage);
        }
        if (template == null) {
            return pair(instruction == null ? "" : instruction, query, passage);
        }
        List<ChatMessage> messages = messages(instruction, query, passage.text());
        RenderedChat chat = template.chatTemplate().place(messages, false);
        List<Segment> parts = chat.places().stream()
                .map(p -> new Segment(
                        switch (role(messages.get(p.message()))) {
                            case DOCUMENT -> passage.name();
                            case QUERY -> QUERY;
                            default -> INSTRUCTION;
                        },
                        p.start(),
                        p.end()))
                .toList();
        return Prompt.withoutSpecialTokens(chat.text()).segmented(parts);
    }

    /** Two texts, what the model is told being the beginning of the first, as in the library. */
    private static Prompt pair(String told, String query, Passage passage) {
        String first = told + query;
        int second = first.length() + Prompt.BETWEEN.length();
        List<Segment> parts = new ArrayList<>();
        if (!told.isEmpty()) {
            parts.add(new Segment(INSTRUCTION, 0, told.length()));
        }
        parts.add(new Segment(QUERY, told.length(), first.length()));
        parts.add(new Segment(passage.name(), second, second + passage.text().length()));
        return Prompt.ofPair(first, passage.text()).segmented(parts);
    }

    /** What of the model's output is explained. */
    Target target() {
        return target;
    }

    /** The score that a logit, or a difference of logits, stands for. */
    double score(double logit) {
        return scoring.isSigmoid() ? 1 / (1 + Math.exp(-logit)) : logit;
    }

    /** Whether scores are sigmoids. */
    boolean isSigmoid() {
        return scoring.isSigmoid();
    }
}
