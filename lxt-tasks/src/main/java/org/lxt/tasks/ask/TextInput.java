package org.lxt.tasks.ask;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.chat.ChatMessage;
import org.lxt.explain.request.Prompt;
import org.lxt.tasks.refusal.TaskException;
import org.lxt.tasks.source.ModelSource;

/** What a model reads, where it reads text: a text or two, token ids, or a chat. */
public sealed interface TextInput {
    /**
     * A text.
     *
     * @param text the text, with no special tokens but what it spells out
     * @param pair a second text that the model reads with it, or null
     */
    record Text(String text, @Nullable String pair) implements TextInput {
        @Override
        public Prompt prompt(ModelSource source) {
            return pair == null ? Prompt.of(text) : Prompt.ofPair(text, pair);
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
     */
    record Ids(List<Integer> ids) implements TextInput {
        /** Copies the list. */
        public Ids {
            ids = List.copyOf(ids);
        }

        @Override
        public Prompt prompt(ModelSource source) {
            return Prompt.ofIds(ids.stream().mapToInt(Integer::intValue).toArray());
        }

        @Override
        public int size() {
            return CHARACTERS_PER_TOKEN * ids.size();
        }
    }

    /**
     * Messages, put in the chat template of the checkpoint, where the assistant is about to answer.
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
            return Prompt.withoutSpecialTokens(source.chatTemplate().render(messages, true));
        }

        @Override
        public int size() {
            return messages.stream()
                    .mapToInt(m -> String.valueOf(m.fields().get("content")).length())
                    .sum();
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
        return new Ids(all);
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

    /** About how many characters it has, so that much is not computed together. */
    int size();
}
