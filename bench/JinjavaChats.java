// SPDX-License-Identifier: BSD-3-Clause
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.interpret.RenderResult;
import com.hubspot.jinjava.lib.filter.Filter;
import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Counts the chats of a folder that jinjava renders as transformers does, to the byte: with its legacy overrides off, with all
 * of them on, with each alone, and with the set that a greedy search ends at. What transformers adds to Jinja is added here
 * too: blocks are trimmed, {@code tojson} writes as Python does, and there are {@code raise_exception} and
 * {@code strftime_now}. A chat that transformers refuses counts if jinjava reports an error as well.
 */
final class JinjavaChats {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LocalDateTime NOW = LocalDateTime.of(2026, 3, 7, 9, 5, 4);

    private record Chat(String folder, String template, Map<String, Object> variables, String expected) {}

    private record Score(int rendered, int refused, Set<String> wholeTemplates) {
        int sum() {
            return rendered + refused;
        }
    }

    public static void main(String[] args) throws IOException {
        List<Chat> chats;
        try (Stream<Path> folders = Files.list(Path.of(args[0]))) {
            chats = folders.sorted().flatMap(JinjavaChats::chats).toList();
        }
        long rendered = chats.stream().filter(c -> c.expected() != null).count();
        System.out.printf(
                "%d chats of %d templates: %d rendered by transformers, %d refused%n",
                chats.size(), chats.stream().map(Chat::folder).distinct().count(), rendered, chats.size() - rendered);
        Set<String> names = new TreeSet<>();
        for (Method method : LegacyOverrides.Builder.class.getMethods()) {
            if (Arrays.equals(method.getParameterTypes(), new Class<?>[] {boolean.class})) {
                names.add(method.getName());
            }
        }
        show("none", score(chats, Set.of()));
        show("LegacyOverrides.ALL", score(chats, LegacyOverrides.ALL));
        show("every override there is", score(chats, names));
        for (String name : names) {
            show(name + " alone", score(chats, Set.of(name)));
        }
        Set<String> best = new LinkedHashSet<>();
        Score reached = score(chats, best);
        for (boolean grew = true; grew; ) {
            grew = false;
            for (String name : names) {
                Set<String> more = new LinkedHashSet<>(best);
                if (!more.remove(name)) {
                    more.add(name);
                }
                Score score = score(chats, more);
                if (score.sum() > reached.sum()) {
                    best = more;
                    reached = score;
                    grew = true;
                }
            }
        }
        show("best found: " + best, reached);
        System.out.println("templates of which all that transformers renders is alike then: " + reached.wholeTemplates());
    }

    private static Stream<Chat> chats(Path folder) {
        try {
            String template = Files.readString(folder.resolve("template.jinja"));
            return Files.readAllLines(folder.resolve("cases.jsonl")).stream().map(line -> chat(folder, template, line));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Chat chat(Path folder, String template, String line) {
        try {
            Map<String, Object> variables = new LinkedHashMap<>();
            ((Map<?, ?>) JSON.readValue(line, Map.class)).forEach((k, v) -> variables.put((String) k, v));
            String expected = (String) variables.remove("expected");
            variables.remove("raised");
            variables.remove("refused");
            return new Chat(folder.getFileName().toString(), template, variables, expected);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void show(String setting, Score score) {
        System.out.printf("%4d rendered alike, %3d refused alike: %s%n", score.rendered(), score.refused(), setting);
    }

    private static Score score(List<Chat> chats, Set<String> overrides) {
        LegacyOverrides.Builder builder = LegacyOverrides.newBuilder();
        for (String name : overrides) {
            try {
                LegacyOverrides.Builder.class.getMethod(name, boolean.class).invoke(builder, true);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return score(chats, builder.build());
    }

    private static Score score(List<Chat> chats, LegacyOverrides overrides) {
        Jinjava jinjava = new Jinjava(JinjavaConfig.newBuilder()
                .withTrimBlocks(true)
                .withLstripBlocks(true)
                .withLegacyOverrides(overrides)
                .build());
        jinjava.registerFilter(new PythonJson());
        jinjava.registerFunction(
                new ELFunctionDefinition("", "raise_exception", JinjavaChats.class, "raise", String.class));
        jinjava.registerFunction(
                new ELFunctionDefinition("", "strftime_now", JinjavaChats.class, "now", String.class));
        int rendered = 0;
        int refused = 0;
        Set<String> whole = new TreeSet<>();
        chats.forEach(chat -> whole.add(chat.folder()));
        for (Chat chat : chats) {
            boolean alike = alike(jinjava, chat);
            rendered += alike && chat.expected() != null ? 1 : 0;
            refused += alike && chat.expected() == null ? 1 : 0;
            if (!alike && chat.expected() != null) {
                whole.remove(chat.folder());
            }
        }
        return new Score(rendered, refused, whole);
    }

    private static boolean alike(Jinjava jinjava, Chat chat) {
        try {
            RenderResult result = jinjava.renderForResult(chat.template(), chat.variables());
            return chat.expected() == null ? result.hasErrors() : chat.expected().equals(result.getOutput());
        } catch (RuntimeException e) {
            return chat.expected() == null;
        }
    }

    /** For templates. */
    public static String raise(String message) {
        throw new IllegalArgumentException(message);
    }

    /** For templates. */
    public static String now(String format) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%') {
                pattern.append('\'').append(c == '\'' ? "''" : String.valueOf(c)).append('\'');
                continue;
            }
            i++;
            pattern.append(
                    switch (format.charAt(i)) {
                        case 'd' -> "dd";
                        case 'b' -> "MMM";
                        case 'B' -> "MMMM";
                        case 'm' -> "MM";
                        case 'y' -> "yy";
                        case 'Y' -> "yyyy";
                        case 'A' -> "EEEE";
                        case 'a' -> "EEE";
                        case 'H' -> "HH";
                        case 'I' -> "hh";
                        case 'M' -> "mm";
                        case 'S' -> "ss";
                        case 'p' -> "a";
                        case 'j' -> "DDD";
                        default -> "'%" + format.charAt(i) + "'";
                    });
        }
        return NOW.format(DateTimeFormatter.ofPattern(pattern.toString(), Locale.ENGLISH));
    }

    /** As {@code json.dumps(value, ensure_ascii=False, indent=indent)} writes. */
    private static final class PythonJson implements Filter {
        @Override
        public String getName() {
            return "tojson";
        }

        @Override
        public Object filter(Object value, JinjavaInterpreter interpreter, String... args) {
            return write(value, null);
        }

        @Override
        public Object filter(
                Object value, JinjavaInterpreter interpreter, Object[] args, Map<String, Object> named) {
            Object indent = named.get("indent");
            return write(value, indent instanceof Number n ? n.intValue() : null);
        }

        private static String write(Object value, Integer indent) {
            try {
                if (indent == null) {
                    return JSON.writer(new Spaced()).writeValueAsString(value);
                }
                String step = " ".repeat(indent);
                DefaultPrettyPrinter pretty = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                        .withObjectFieldValueSpacing(Separators.Spacing.AFTER));
                DefaultPrettyPrinter.Indenter lines = new DefaultIndenter(step, "\n");
                pretty.indentArraysWith(lines);
                pretty.indentObjectsWith(lines);
                return JSON.writer(pretty).writeValueAsString(value);
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(e);
            }
        }
    }

    /** One line, with a space after each comma and colon. */
    private static final class Spaced extends MinimalPrettyPrinter {
        private static final long serialVersionUID = 1L;

        @Override
        public void writeObjectFieldValueSeparator(JsonGenerator g) throws IOException {
            g.writeRaw(": ");
        }

        @Override
        public void writeObjectEntrySeparator(JsonGenerator g) throws IOException {
            g.writeRaw(", ");
        }

        @Override
        public void writeArrayValueSeparator(JsonGenerator g) throws IOException {
            g.writeRaw(", ");
        }
    }
}
