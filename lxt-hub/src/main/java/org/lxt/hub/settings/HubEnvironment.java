// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.hub.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lxt.hub.error.HubException;

/** The variables of the environment that {@code huggingface_hub} reads ({@code constants.py}), and what is so without them. */
final class HubEnvironment {
    private static final String PUBLIC_HUB = "https://huggingface.co";
    private static final List<String> YES = List.of("1", "ON", "YES", "TRUE");
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:(\\w+)|\\{([^}]+)})");
    private static final int MOST_SECONDS = 86_400;

    private final Map<String, String> variables;

    HubEnvironment(Map<String, String> variables) {
        this.variables = variables;
    }

    String endpoint() {
        return first("HF_ENDPOINT").orElse(PUBLIC_HUB);
    }

    Path cache() {
        return first("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE").map(this::path).orElseGet(() -> home().resolve("hub"));
    }

    private Path home() {
        return first("HF_HOME")
                .map(this::path)
                .orElseGet(() -> first("XDG_CACHE_HOME")
                        .map(this::path)
                        .orElseGet(() -> path("~/.cache"))
                        .resolve("huggingface"));
    }

    /** That of a variable, or else that of the file which logging in leaves. */
    Optional<String> token() {
        if (isSet("HF_HUB_DISABLE_IMPLICIT_TOKEN")) {
            return Optional.empty();
        }
        Optional<String> named = first("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN").map(HubEnvironment::cleaned);
        return named.isPresent() ? named : tokenOfFile();
    }

    private Optional<String> tokenOfFile() {
        Path file = first("HF_TOKEN_PATH").map(this::path).orElseGet(() -> home().resolve("token"));
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(cleaned(Files.readString(file, StandardCharsets.ISO_8859_1)));
        } catch (IOException e) {
            throw HubException.ofFile(file, e);
        }
    }

    /** Without the line end that a file or a secret store leaves; null if nothing remains. */
    static @Nullable String cleaned(@Nullable String token) {
        if (token == null || token.isBlank()) {
            return null;
        }
        String stripped = token.strip();
        if (stripped.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
            throw HubException.ofSetup(
                    "the token for the hub holds characters that no token has; set HF_TOKEN to a token, or log in anew");
        }
        return stripped;
    }

    boolean isOffline() {
        return first("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")
                .filter(HubEnvironment::isYes)
                .isPresent();
    }

    boolean linksFiles() {
        return !isSet("HF_HUB_DISABLE_SYMLINKS");
    }

    Optional<Duration> patience() {
        return first("HF_HUB_DOWNLOAD_TIMEOUT").map(text -> {
            if (text.matches("\\d{1,5}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= MOST_SECONDS) {
                return Duration.ofSeconds(Integer.parseInt(text));
            }
            throw HubException.ofSetup("HF_HUB_DOWNLOAD_TIMEOUT is not a number of seconds from 1 to " + MOST_SECONDS
                    + "; set it to one, or not at all");
        });
    }

    private boolean isSet(String name) {
        return first(name).filter(HubEnvironment::isYes).isPresent();
    }

    private static boolean isYes(String value) {
        return YES.contains(value.toUpperCase(Locale.ROOT));
    }

    /** The first of these that is there and not empty. */
    private Optional<String> first(String... names) {
        return List.of(names).stream()
                .map(name -> variables.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    /** A path that may begin with {@code ~} and hold variables, as Python's {@code expanduser} and {@code expandvars} read it. */
    private Path path(String text) {
        String home = System.getProperty("user.home", "");
        String expanded = text.equals("~") || text.startsWith("~/") ? home + text.substring(1) : text;
        String replaced = VARIABLE.matcher(expanded).replaceAll(this::value);
        try {
            return Path.of(replaced).toAbsolutePath().normalize();
        } catch (InvalidPathException _) {
            throw HubException.ofSetup(
                    "HF_HOME, HF_HUB_CACHE or HF_TOKEN_PATH is no path; set it to the path of a folder or a file");
        }
    }

    private String value(MatchResult match) {
        String name = match.group(1) == null ? match.group(2) : match.group(1);
        return Matcher.quoteReplacement(variables.getOrDefault(name, match.group()));
    }
}
