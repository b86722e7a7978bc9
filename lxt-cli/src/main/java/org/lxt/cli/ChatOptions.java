package org.lxt.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.chat.ChatMessage;
import org.lxt.chat.ChatTemplate;
import org.lxt.explain.ExplainException;
import org.lxt.explain.Prompt;
import picocli.CommandLine.Option;

/** Options about putting a prompt as a message to a model that chats. */
final class ChatOptions {
    @Option(
            names = "--chat",
            description = "Put the prompt as a message of a user, in the chat template of the checkpoint.")
    private boolean chat;

    @Option(names = "--system", paramLabel = "TEXT", description = "With --chat: tell the model this beforehand.")
    private @Nullable String system;

    @Option(
            names = "--chat-template",
            paramLabel = "FILE",
            description = "With --chat: use this Jinja template instead of the checkpoint's.")
    private @Nullable Path file;

    /** Whether the prompt is put in a template. */
    boolean isAskedFor() {
        return chat;
    }

    /** What is wrong with these options, or null. */
    @Nullable
    String problem(boolean withIds) {
        if (chat && withIds) {
            return "--chat needs a prompt of text, not --ids";
        }
        if (!chat && (system != null || file != null)) {
            return (system != null ? "--system" : "--chat-template") + " is of use with --chat only";
        }
        return null;
    }

    /** The template; null if none was asked for. */
    @Nullable
    ChatTemplate template(Path folder) {
        if (!chat) {
            return null;
        }
        if (file != null) {
            return ChatTemplate.open(folder, file);
        }
        return ChatTemplate.open(folder)
                .orElseThrow(() -> new ExplainException("this checkpoint has no chat template, neither in"
                        + " tokenizer_config.json nor as chat_template.jinja; leave --chat out, or name a template with"
                        + " --chat-template FILE"));
    }

    /** A text as it is, or within a template, which writes the special tokens itself. */
    Prompt prompt(@Nullable ChatTemplate template, String text) {
        if (template == null) {
            return Prompt.of(text);
        }
        if (text.isEmpty()) {
            throw new ExplainException("the prompt is empty; give some text");
        }
        List<ChatMessage> messages = new ArrayList<>();
        if (system != null) {
            messages.add(ChatMessage.system(system));
        }
        messages.add(ChatMessage.user(text));
        return Prompt.withoutSpecialTokens(template.render(messages, true));
    }
}
