// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.decode;

import java.util.ArrayList;
import java.util.List;
import org.lxt.tokenizers.file.Field;
import org.lxt.tokenizers.pattern.RegexSpans;
import org.lxt.tokenizers.pattern.Spans;
import org.lxt.tokenizers.split.Metaspace;
import org.lxt.tokenizers.split.MetaspaceFields;

/** Reads the {@code decoder} of a tokenizer.json. */
public final class Decoders {

    private static final String SUPPORTED =
            "BPEDecoder, ByteFallback, ByteLevel, Fuse, Metaspace, Replace, Sequence, Strip, WordPiece";

    private Decoders() {}

    public static TextDecoder read(Field field) {
        return field.isPresent() ? readPresent(field) : new SpacedDecoder();
    }

    private static TextDecoder readPresent(Field field) {
        return switch (field.type()) {
            case "ByteLevel" -> {
                field.allowOnly("type", "add_prefix_space", "trim_offsets", "use_regex");
                yield new ByteLevelDecoder();
            }
            case "ByteFallback" -> {
                field.allowOnly("type");
                yield new ByteFallbackDecoder();
            }
            case "Fuse" -> {
                field.allowOnly("type");
                yield new FuseDecoder();
            }
            case "Strip" -> {
                field.allowOnly("type", "content", "start", "stop");
                yield new StripDecoder(
                        field.get("content").character(),
                        field.get("start").id(),
                        field.get("stop").id());
            }
            case "Metaspace" -> {
                Metaspace metaspace = MetaspaceFields.read(field);
                yield new MetaspaceDecoder(metaspace.mark(), metaspace.scheme() != Metaspace.Scheme.NEVER);
            }
            case "WordPiece" -> {
                field.allowOnly("type", "prefix", "cleanup");
                yield new WordPieceDecoder(
                        field.get("prefix").text(), field.get("cleanup").bool());
            }
            case "BPEDecoder" -> {
                field.allowOnly("type", "suffix");
                yield new SuffixDecoder(field.get("suffix").text());
            }
            case "Replace" -> replace(field);
            case "Sequence" -> {
                field.allowOnly("type", "decoders");
                List<TextDecoder> stages = new ArrayList<>();
                for (Field stage : field.get("decoders").elements()) {
                    stages.add(readPresent(stage));
                }
                yield new DecoderSequence(stages);
            }
            default -> throw field.unsupportedType("decoder", SUPPORTED);
        };
    }

    private static TextDecoder replace(Field field) {
        field.allowOnly("type", "pattern", "content");
        Spans pattern = RegexSpans.ofPattern(field.get("pattern"));
        String content = field.get("content").text();
        return new TokenDecoder(token -> {
            StringBuilder replaced = new StringBuilder();
            pattern.find(token, (start, end, matched) -> {
                if (matched) {
                    replaced.append(content);
                } else {
                    replaced.append(token, start, end);
                }
            });
            return replaced.toString();
        });
    }
}
