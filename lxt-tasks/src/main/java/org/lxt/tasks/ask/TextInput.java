// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.ask;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.chat.ChatMessage;
import org.lxt.chat.RenderedChat;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Segment;
import org.lxt.tasks.refusal.TaskException;
import org.lxt.tasks.source.ModelSource;

/** What a model reads, where it reads text: a text or two, token ids, or a chat, and documents before them. */
public sealed interface TextInput {
    /**
     * A text.
     *
     * @param text the text, with no special tokens but what it spells out
     * @param pair a second text that the model reads with it, or null
     * @param segments its named parts, if it has any, as {@link Prompt#segmented} takes them
     */
    record Text(String text, @Nullable String pair, List<Segment> segments) implements TextInput {
        /** Copies the list. */
        public Text {
            segments = List.copyOf(segments);
        }

        /** A text without named parts. */
        public Text(String text, @Nullable String pair) {
            this(text, pair, List.of());
        }

        @Override
        public Prompt prompt(ModelSource source) {
            Prompt prompt = pair == null ? Prompt.of(text) : Prompt.ofPair(text, pair);
            return prompt.segmented(segments);
        }

        @Override
        public boolean isSegmented() {
            return !segments.isEmpty();
        }

        @Override
        public int size() {
            return text.length() + (pair == null ? 0 : pair.length());
        }
    }

    /**
     * Token ids as they are.
     *
     * @param ids the ids
     * @param segments named ranges of them, if there are any
     */
    record Ids(List<Integer> ids, List<Segment> segments) implements TextInput {
        /** Copies the lists. */
        public Ids {
            ids = List.copyOf(ids);
            segments = List.copyOf(segments);
        }

        @Override
        public Prompt prompt(ModelSource source) {
            return Prompt.ofIds(ids.stream().mapToInt(Integer::intValue).toArray())
                    .segmented(segments);
        }

        @Override
        public boolean isSegmented() {
            return !segments.isEmpty();
        }

        @Override
        public int size() {
            return CHARACTERS_PER_TOKEN * ids.size();
        }
    }

    /**
     * Messages, put in the chat template of the checkpoint, where the assistant is about to answer. Each is a part of the prompt
     * that is called by its role.
     *
     * @param messages the messages, at least one
     */
    record Chat(List<ChatMessage> messages) implements TextInput {
        /** Copies the list, which must not be empty. */
        public Chat {
            messages = List.copyOf(messages);
            if (messages.isEmpty()) {
                throw new TaskException("the chat has no message; give at least one");
            }
        }

        @Override
        public Prompt prompt(ModelSource source) {
            if ("".equals(messages.getLast().fields().get("content"))) {
                throw new TaskException("the prompt is empty; give some text");
            }
            RenderedChat rendered = source.chatTemplate().place(messages, true);
            List<Segment> parts = rendered.places().stream()
                    .map(p -> new Segment(DocumentedPrompt.role(messages.get(p.message())), p.start(), p.end()))
                    .toList();
            return Prompt.withoutSpecialTokens(rendered.text()).segmented(parts);
        }

        @Override
        public boolean isSegmented() {
            return false;
        }

        @Override
        public int size() {
            return messages.stream()
                    .mapToInt(m -> String.valueOf(m.fields().get("content")).length())
                    .sum();
        }
    }

    /**
     * A text or a chat with documents before what is asked, each of them a part of the prompt.
     *
     * @param input the text, or the chat, in whose last message of a user they stand
     * @param documents the documents
     */
    record Documented(TextInput input, Documents documents) implements TextInput {
        /** Refuses what documents cannot stand before. */
        public Documented {
            switch (input) {
                case Text _, Chat _ -> {}
                case Ids _ ->
                    throw new TaskException(
                            "documents are text, and cannot stand before token ids; give the prompt as text");
                case Documented _ -> throw new TaskException("documents are given once, all together");
            }
        }

        @Override
        public Prompt prompt(ModelSource source) {
            return switch (input) {
                case Text text -> DocumentedPrompt.of(text, documents);
                case Chat chat -> DocumentedPrompt.of(chat, documents, source);
                default -> throw new IllegalStateException("documents before " + input);
            };
        }

        @Override
        public int size() {
            return input.size() + documents.size();
        }

        @Override
        public boolean isSegmented() {
            return true;
        }
    }

    /** About how many characters of text a token stands for. */
    int CHARACTERS_PER_TOKEN = 4;

    /** A text. */
    static TextInput of(String text) {
        return new Text(text, null);
    }

    /** Token ids. */
    static TextInput of(int[] ids) {
        List<Integer> all = new ArrayList<>();
        for (int id : ids) {
            all.add(id);
        }
        return new Ids(all, List.of());
    }

    /**
     * A text as a message of a user.
     *
     * @param system what the model is told beforehand, or null
     */
    static TextInput chat(@Nullable String system, String text) {
        List<ChatMessage> messages = new ArrayList<>();
        if (system != null) {
            messages.add(ChatMessage.system(system));
        }
        messages.add(ChatMessage.user(text));
        return new Chat(messages);
    }

    /**
     * The prompt.
     *
     * @param source whose chat template is used, if one is needed
     * @throws TaskException if there is none
     * @throws org.lxt.chat.ChatException if it refuses the chat
     */
    Prompt prompt(ModelSource source);

    /** Whether parts of it were named, so that its explanation is to be shown by them. */
    boolean isSegmented();

    /** About how many characters it has, so that much is not computed together. */
    int size();
}
