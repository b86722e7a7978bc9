// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A piece of Java on a page. What a page may leave out: imports of LXT, of JUnit and of the JDK's collections, files and durations, the
 * method around statements, and a few variables by the names that the pages use.
 *
 * @param page the page
 * @param index which piece of the page
 * @param text the piece
 */
record Snippet(Path page, int index, String text) {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\\n(.*?)^```$");
    private static final Pattern TYPE =
            Pattern.compile("(?m)^(@\\w+\\s+)*(public |final |abstract )*(class|interface|record|enum) ");

    private static final String IMPORTS = """
        import static org.lxt.tensor.ops.Operations.*;
        import java.nio.file.Path;
        import java.time.Duration;
        import java.util.*;
        import org.lxt.checkpoint.*;
        import org.lxt.explain.*;
        import org.lxt.explain.graph.*;
        import org.lxt.explain.method.*;
        import org.lxt.explain.method.gradient.*;
        import org.lxt.explain.method.name.*;
        import org.lxt.explain.method.occlusion.*;
        import org.lxt.explain.request.*;
        import org.lxt.explain.result.*;
        import org.lxt.explain.words.*;
        import org.lxt.hub.*;
        import org.lxt.report.*;
        import org.lxt.report.format.*;
        import org.lxt.report.html.*;
        import org.lxt.report.json.*;
        import org.lxt.report.terminal.*;
        import org.lxt.rules.*;
        import org.lxt.rules.composite.*;
        import org.lxt.spi.*;
        import org.lxt.spi.checkpoint.*;
        import org.lxt.explain.units.*;
        import org.lxt.report.units.*;
        import org.lxt.spi.host.*;
        import org.lxt.tasks.*;
        import org.lxt.tasks.ask.*;
        import org.lxt.tasks.batch.*;
        import org.lxt.tasks.json.*;
        import org.lxt.tasks.rank.*;
        import org.lxt.tasks.source.*;
        import org.lxt.tensor.*;
        import org.lxt.tensor.backend.kernel.Activation;
        import org.lxt.tensor.backend.Availability;
        import org.lxt.tensor.backend.Backend;
        import org.lxt.tensor.backend.BackendOptions;
        import org.lxt.tensor.backend.BackendProvider;
        import org.lxt.tensor.backend.DeviceOptions;
        import org.lxt.tensor.backend.Backends;
        import org.lxt.tensor.ops.attention.*;
        import org.lxt.tensor.ops.element.*;
        import org.lxt.tensor.ops.linear.*;
        import org.lxt.tensor.ops.move.*;
        import org.lxt.tensor.ops.reduce.*;
        import org.lxt.tensor.ops.relevance.*;
        import org.lxt.tensor.rows.*;
        import org.lxt.testkit.contract.*;
        import org.lxt.tokenizers.*;
        import org.lxt.vision.*;
        import org.lxt.vision.decode.*;
        import org.lxt.vision.prepare.*;
        """;

    /** Variables that a page need not declare. */
    private static final String CONTEXT = """
            static Checkpoint checkpoint;
            static Explainer lxt;
            static ModelPlugin plugin;
            static Path folder;
            static Prompt prompt;
            static Site at;
            static Tokenizer tokenizer;
            static String text, second;
            static Tensor x, a, b, weight;
        """;

    /** All pieces of a page. */
    static List<Snippet> of(Path page, String markdown) {
        List<Snippet> snippets = new ArrayList<>();
        Matcher block = BLOCK.matcher(markdown);
        while (block.find()) {
            snippets.add(new Snippet(page, snippets.size() + 1, block.group(1)));
        }
        return snippets;
    }

    /** Where it stands, for messages. */
    String place() {
        return page + ", piece " + index;
    }

    /** A whole source file. */
    String source(String packageName) {
        String imports = lines(true);
        String body = lines(false);
        String head = "package " + packageName + ";\n" + IMPORTS + imports;
        if (TYPE.matcher(body).find()) {
            return head + "class Context {\n" + CONTEXT + "}\n"
                    + body.replaceAll("(?m)^public (?=(final |abstract )*(class|interface|record|enum) )", "")
                            .replace("super(plugin,", "super(Context.plugin,");
        }
        return head + "class Piece {\n" + CONTEXT + "    void run() throws Exception {\n" + body + "\n    }\n}\n";
    }

    private String lines(boolean imports) {
        return text.lines().filter(l -> l.startsWith("import ") == imports).collect(Collectors.joining("\n", "", "\n"));
    }

    /** Its lines without indentation, to find it in a source file. */
    String bare() {
        return bare(text);
    }

    static String bare(String text) {
        return text.lines().map(String::strip).filter(l -> !l.isEmpty()).collect(Collectors.joining("\n"));
    }
}
