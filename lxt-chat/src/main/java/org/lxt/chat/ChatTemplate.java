// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lxt.api.Fault;
import org.lxt.chat.jinja.ParsedTemplate;
import org.lxt.chat.jinja.value.JinjaException;

/**
 * The chat template of a checkpoint: how the messages of a chat become the text that its model was trained on. Renders as
 * {@code apply_chat_template} of transformers does. The text has the special tokens in it, so encode it without adding any.
 * Immutable and safe for use by several threads at once.
 *
 * {@snippet :
 * String text = ChatTemplate.open(folder).orElseThrow().render(List.of(ChatMessage.user("Hello")), true);
 * explainer.explain(Prompt.withoutSpecialTokens(text), Target.topLogit());
 * }
 */
public final class ChatTemplate {
    private final String source;
    private final ParsedTemplate template;
    private final Map<String, String> specialTokens;
    private final Clock clock;

    private ChatTemplate(String source, ParsedTemplate template, Map<String, String> specialTokens, Clock clock) {
        this.source = source;
        this.template = template;
        this.specialTokens = specialTokens;
        this.clock = clock;
    }

    /**
     * The default template of a checkpoint folder: {@code chat_template.jinja}, or else {@code chat_template} of
     * {@code tokenizer_config.json}, which also names the special tokens.
     *
     * @return empty if the folder has none
     * @throws ChatException if a file cannot be read or is malformed
     */
    public static Optional<ChatTemplate> open(Path folder) {
        TemplateFiles files = TemplateFiles.of(folder);
        return files.template().map(found -> parse(found.text(), found.source(), files.specialTokens()));
    }

    /**
     * A template of a file of its own with the special tokens of a checkpoint folder.
     *
     * @throws ChatException if a file cannot be read or is malformed
     */
    public static ChatTemplate open(Path folder, Path file) {
        return parse(
                TemplateFiles.text(file),
                file.toString(),
                TemplateFiles.of(folder).specialTokens());
    }

    /**
     * The template of this name that a checkpoint folder has besides its default.
     *
     * @return empty if the folder has none of this name
     * @throws ChatException if a file cannot be read or is malformed
     */
    public static Optional<ChatTemplate> named(Path folder, String name) {
        return TemplateFiles.named(folder, name)
                .map(found -> parse(
                        found.text(), found.source(), TemplateFiles.of(folder).specialTokens()));
    }

    /**
     * A template of a file of its own.
     *
     * @param specialTokens the variables {@code bos_token}, {@code eos_token} and others
     * @throws ChatException if the file cannot be read or is malformed
     */
    public static ChatTemplate open(Path file, Map<String, String> specialTokens) {
        return parse(TemplateFiles.text(file), file.toString(), specialTokens);
    }

    /**
     * A template given as text.
     *
     * @param specialTokens the variables {@code bos_token}, {@code eos_token} and others
     * @throws ChatException if the template is malformed
     */
    public static ChatTemplate of(String text, Map<String, String> specialTokens) {
        return of(text, "the chat template", specialTokens);
    }

    /**
     * A template given as text.
     *
     * @param source what to call it in messages
     * @param specialTokens the variables {@code bos_token}, {@code eos_token} and others
     * @throws ChatException if the template is malformed
     */
    public static ChatTemplate of(String text, String source, Map<String, String> specialTokens) {
        return parse(text, source, specialTokens);
    }

    private static ChatTemplate parse(String text, String source, Map<String, String> specialTokens) {
        try {
            ParsedTemplate template = ParsedTemplate.parse(text);
            return new ChatTemplate(source, template, Map.copyOf(specialTokens), Clock.system(ZoneId.systemDefault()));
        } catch (JinjaException e) {
            throw refusal(Fault.SETUP, source, e);
        }
    }

    /** The same template at another time, which templates that print a date ask for. */
    public ChatTemplate at(Clock time) {
        return new ChatTemplate(source, template, specialTokens, time);
    }

    /**
     * The text of a chat.
     *
     * @param addGenerationPrompt whether the text ends where the assistant begins to answer
     * @throws ChatException if the template refuses the chat or cannot be rendered
     */
    public String render(List<ChatMessage> messages, boolean addGenerationPrompt) {
        return render(messages, addGenerationPrompt, Map.of());
    }

    /**
     * The text of a chat, as {@link #render(List, boolean)} makes it, and where in it the contents of the messages are.
     *
     * @throws ChatException if the template refuses the chat or cannot be rendered
     */
    public RenderedChat place(List<ChatMessage> messages, boolean addGenerationPrompt) {
        // All renderings have to be of one time, for some templates print it.
        ChatTemplate now = at(Clock.fixed(clock.instant(), clock.getZone()));
        String text = now.render(messages, addGenerationPrompt);
        return new RenderedChat(
                text, new ContentPlaces(messages, text, m -> now.render(m, addGenerationPrompt)).find());
    }

    /**
     * The text of a chat, with more variables.
     *
     * @param variables what the template knows in addition to the messages, such as {@code tools} or {@code enable_thinking}: texts,
     *     whole numbers, doubles, booleans, lists and maps of these
     */
    public String render(List<ChatMessage> messages, boolean addGenerationPrompt, Map<String, ?> variables) {
        try {
            return rendered(messages, addGenerationPrompt, variables);
        } catch (JinjaException e) {
            boolean atChat = e.isRaisedByTemplate() || rendersPlainChat(addGenerationPrompt);
            throw refusal(atChat ? Fault.CALLER : Fault.SETUP, source, e);
        }
    }

    private String rendered(List<ChatMessage> messages, boolean addGenerationPrompt, Map<String, ?> variables) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(specialTokens);
        all.put("messages", messages.stream().map(ChatMessage::fields).toList());
        all.put("tools", null);
        all.put("documents", null);
        all.put("add_generation_prompt", addGenerationPrompt);
        all.putAll(variables);
        return template.render(all, clock);
    }

    /** Whether the template can be rendered at all: one that fails for every chat is itself at fault. */
    private boolean rendersPlainChat(boolean addGenerationPrompt) {
        try {
            rendered(List.of(ChatMessage.user("Hello")), addGenerationPrompt, Map.of());
            return true;
        } catch (JinjaException e) {
            return e.isRaisedByTemplate();
        }
    }

    private static ChatException refusal(Fault fault, String source, JinjaException e) {
        String place = e.line() > 0 ? source + ", line " + e.line() : source;
        // the template's own words may have several lines
        String message = String.valueOf(e.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
        return new ChatException(
                fault,
                e.isRaisedByTemplate()
                        ? place + ": the template refuses this chat: " + message
                        : place + ": " + message,
                e);
    }
}
