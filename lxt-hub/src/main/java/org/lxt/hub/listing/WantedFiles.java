// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.hub.listing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lxt.hub.error.HubException;

/**
 * Which files of a model LXT reads: configuration, tokenizer, chat templates, modules of sentence-transformers, and weights,
 * of which one kind is taken, in the order in which a checkpoint folder is read.
 */
public final class WantedFiles {
    private static final Set<String> BESIDE_WEIGHTS = Set.of(
            "config.json",
            "generation_config.json",
            "adapter_config.json",
            "preprocessor_config.json",
            "tokenizer.json",
            "tokenizer_config.json",
            "special_tokens_map.json",
            "added_tokens.json",
            "vocab.json",
            "merges.txt",
            "vocab.txt",
            "chat_template.jinja",
            "chat_template.json",
            "modules.json",
            "sentence_bert_config.json",
            "config_sentence_transformers.json");

    private static final List<String> WEIGHTS = List.of(
            "model.safetensors",
            "model.safetensors.index.json",
            "pytorch_model.bin",
            "pytorch_model.bin.index.json",
            "model.pth");

    private static final Pattern TEMPLATE = Pattern.compile("additional_chat_templates/[^/]+\\.jinja");
    private static final Pattern MODULE_CONFIG = Pattern.compile("(\\d+_\\w+)/config\\.json");
    private static final Pattern PART = Pattern.compile("(.*-)(\\d{5})(-of-)(\\d{5})(\\.gguf)");
    private static final int MOST_NAMED = 6;

    private WantedFiles() {}

    /**
     * The files of a checkpoint folder.
     *
     * @param model whose, for messages
     * @param shards the files that an index of weights names, given its path
     * @throws HubException if the model has no weights that LXT reads, or several and it is not clear which is meant
     */
    public static Set<String> folder(String model, Listing listing, Function<String, Collection<String>> shards) {
        Optional<String> weights =
                WEIGHTS.stream().filter(listing.paths()::contains).findFirst().or(() -> onlyTorchFile(listing));
        if (weights.isEmpty()) {
            return single(model, listing);
        }
        Set<String> wanted = new TreeSet<>();
        for (String path : listing.paths()) {
            if (BESIDE_WEIGHTS.contains(path) || TEMPLATE.matcher(path).matches()) {
                wanted.add(present(model, listing, path));
            }
            Matcher module = MODULE_CONFIG.matcher(path);
            if (module.matches()) {
                wanted.add(path);
                moduleWeights(listing, module.group(1)).ifPresent(wanted::add);
            }
        }
        wanted.add(weights.get());
        if (weights.get().endsWith(".index.json")) {
            for (String shard : shards.apply(weights.get())) {
                wanted.add(present(model, listing, shard));
            }
        }
        return wanted;
    }

    /** A model that is nothing but a GGUF file, with all its parts. */
    private static Set<String> single(String model, Listing listing) {
        Set<Set<String>> models = new LinkedHashSet<>();
        listing.ending(".gguf").forEach(path -> models.add(new TreeSet<>(parts(path))));
        if (models.size() == 1) {
            Set<String> only = models.iterator().next();
            only.forEach(part -> present(model, listing, part));
            return only;
        }
        if (models.isEmpty()) {
            throw HubException.ofRequest(
                    model + " has no weights that LXT reads: neither safetensors, nor torch's own, nor GGUF");
        }
        List<String> firsts =
                models.stream().map(parts -> parts.iterator().next()).toList();
        throw HubException.ofRequest(
                model + " has several GGUF files; name one of them with --file, such as " + named(firsts));
    }

    /**
     * A file by its name, with all parts of it if it is the first of several.
     *
     * @throws HubException if the model does not have it
     */
    public static Set<String> file(String model, Listing listing, String path) {
        Set<String> wanted = new TreeSet<>();
        for (String part : parts(path)) {
            wanted.add(present(model, listing, part));
        }
        return wanted;
    }

    private static String present(String model, Listing listing, String path) {
        if (listing.file(path) == null) {
            String suffix = path.substring(Math.max(path.lastIndexOf('.'), 0));
            List<String> others = listing.ending(suffix);
            throw HubException.ofRequest(model + " has no file " + FileNames.quote(path)
                    + (others.isEmpty() ? "; look at its page for the names" : "; it has " + named(others)));
        }
        FileNames.requireSafe(model, path);
        return path;
    }

    private static String named(List<String> names) {
        String some = String.join(
                ", ", names.stream().limit(MOST_NAMED).map(FileNames::quote).toList());
        return names.size() <= MOST_NAMED ? some : some + " and " + (names.size() - MOST_NAMED) + " more";
    }

    /** The names of all parts of a GGUF file that is split, as llama.cpp names them; of another file its own. */
    private static List<String> parts(String path) {
        Matcher part = PART.matcher(path);
        if (!part.matches()) {
            return List.of(path);
        }
        int count = Integer.parseInt(part.group(4));
        List<String> all = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            all.add(part.group(1)
                    + String.format(Locale.ROOT, "%05d", i)
                    + part.group(3)
                    + part.group(4)
                    + part.group(5));
        }
        return all.contains(path) ? all : List.of(path);
    }

    /** The file that stands for all that are wanted: the first part. */
    public static String first(String path) {
        return parts(path).getFirst();
    }

    private static Optional<String> onlyTorchFile(Listing listing) {
        List<String> found = listing.paths().stream()
                .filter(path -> path.indexOf('/') < 0 && (path.endsWith(".pth") || path.endsWith(".pt")))
                .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private static Optional<String> moduleWeights(Listing listing, String folder) {
        return List.of("/model.safetensors", "/pytorch_model.bin").stream()
                .map(name -> folder + name)
                .filter(listing.paths()::contains)
                .findFirst();
    }
}
