// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.option.prompt;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lxt.tasks.ask.TextInput;
import org.lxt.tasks.source.ModelSource;
import picocli.CommandLine.Option;

/** Options for putting a prompt to a chat model as a message. */
public final class ChatOptions {
    @Option(
            names = "--chat",
            description = "Put the prompt as a message of a user, in the chat template of the checkpoint.")
    private boolean chat;

    @Option(names = "--system", paramLabel = "TEXT", description = "With --chat: tell the model this beforehand.")
    private @Nullable String system;

    @Option(
            names = "--chat-template",
            paramLabel = "FILE",
            description =
                    "With --chat: use this Jinja template instead of the checkpoint's own, or its own of this name.")
    private @Nullable Path file;

    /** Whether the prompt is put in a template. */
    public boolean isAskedFor() {
        return chat;
    }

    /** What is wrong with these options, or null. */
    @Nullable
    public String problem(boolean withIds) {
        if (chat && withIds) {
            return "--chat needs a prompt of text, not --ids";
        }
        if (!chat && (system != null || file != null)) {
            return (system != null ? "--system" : "--chat-template") + " works only with --chat";
        }
        return null;
    }

    /**
     * The model with the template that was asked for, which is read now, so that what is wrong with it is told at once.
     */
    public ModelSource templated(ModelSource source) {
        if (!chat) {
            return source;
        }
        ModelSource templated = file == null ? source : source.withChatTemplate(file);
        templated.chatTemplate();
        return templated;
    }

    /** A text as it is, or as a message of a user. */
    public TextInput input(String text) {
        return chat ? TextInput.chat(system, text) : TextInput.of(text);
    }
}
