package org.lxt.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import org.lxt.explain.Attribution;
import org.lxt.explain.Candidate;
import org.lxt.explain.Closing;
import org.lxt.explain.ExplainException;
import org.lxt.explain.LatentRelevance;
import org.lxt.explain.TokenRelevance;
import org.lxt.tensor.Ledger;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Attributions as JSON; the format is described in {@code docs/json.md}. */
final class AttributionJson {
    private static final int VERSION = 1;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private AttributionJson() {}

    /** Refuses a file that cannot be written, before anything is computed for it. */
    static void requirePlace(Path file) {
        if (Files.isDirectory(file)) {
            throw new ExplainException(file + " is a folder; name a file to write the explanation to");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new ExplainException("there is no folder " + folder + " to write " + file.getFileName() + " to");
        }
    }

    /**
     * Writes beside the file first, so that a failure never leaves half a file in place of an older one. What is no
     * ordinary file, such as a pipe or {@code /dev/stdout}, is written to, not replaced.
     */
    static void write(List<Attribution> attributions, Path file) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", "lxt-attribution");
        root.put("version", VERSION);
        ArrayNode all = root.putArray("attributions");
        attributions.forEach(a -> all.add(describe(a)));
        String text = JSON.writeValueAsString(root) + "\n";
        Path absolute = file.toAbsolutePath();
        if (Files.exists(absolute) && !Files.isRegularFile(absolute, LinkOption.NOFOLLOW_LINKS)) {
            Files.writeString(absolute, text);
            return;
        }
        Path temporary = Files.createTempFile(
                absolute.getParent(), absolute.getFileName().toString(), ".tmp");
        try {
            Files.writeString(temporary, text);
            Files.move(temporary, absolute, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static ObjectNode describe(Attribution a) {
        ObjectNode node = JSON.createObjectNode();
        ObjectNode model = node.putObject("model");
        model.put("checkpoint", a.model().checkpoint());
        model.set("architectures", JSON.valueToTree(a.model().architectures()));
        model.put("family", a.model().family());
        model.put("plugin", a.model().plugin());
        model.put("backend", a.model().backend());
        node.put("rules", a.rules().name());
        a.prompt().ifPresent(p -> node.put("prompt", p));
        node.put("position", a.position());
        node.set("target", describe(a.target()));
        node.put("value", a.value());
        ArrayNode candidates = node.putArray("candidates");
        a.candidates().forEach(c -> candidates.add(describe(c)));
        ArrayNode tokens = node.putArray("tokens");
        a.tokens().forEach(t -> tokens.add(describe(t)));
        ArrayNode latent = node.putArray("latent");
        a.latent().forEach(l -> latent.add(describe(l)));
        a.ledger().ifPresent(l -> node.set("ledger", describe(l)));
        node.putObject("seconds")
                .put("forward", a.timing().forward())
                .put("backward", a.timing().backward());
        return node;
    }

    private static ObjectNode describe(Candidate c) {
        return JSON.createObjectNode()
                .put("id", c.id())
                .put("text", c.text())
                .put("logit", c.logit())
                .put("probability", c.probability());
    }

    private static ObjectNode describe(TokenRelevance t) {
        return JSON.createObjectNode()
                .put("id", t.id())
                .put("text", t.text())
                .put("start", t.start())
                .put("end", t.end())
                .put("special", t.special())
                .put("relevance", t.relevance());
    }

    private static ObjectNode describe(LatentRelevance l) {
        ObjectNode node = JSON.createObjectNode().put("site", l.site().path());
        node.set("relevance", JSON.valueToTree(l.relevance()));
        return node;
    }

    private static ObjectNode describe(Closing closing) {
        ObjectNode node = JSON.createObjectNode()
                .put("value", closing.value())
                .put("inputs", closing.inputs())
                .put("absorbed", closing.absorbed())
                .put("error", closing.error());
        ArrayNode entries = node.putArray("entries");
        for (Ledger.Entry e : closing.entries()) {
            entries.addObject()
                    .put("site", e.site().path())
                    .put("operation", e.operation())
                    .put("cause", e.cause().name().toLowerCase(Locale.ROOT))
                    .put("amount", e.amount());
        }
        return node;
    }
}
