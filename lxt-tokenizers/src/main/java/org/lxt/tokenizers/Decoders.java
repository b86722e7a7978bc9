package org.lxt.tokenizers;

import java.util.ArrayList;
import java.util.List;
import org.lxt.tokenizers.decode.ByteFallbackDecoder;
import org.lxt.tokenizers.decode.ByteLevelDecoder;
import org.lxt.tokenizers.decode.Decoder;
import org.lxt.tokenizers.decode.DecoderSequence;
import org.lxt.tokenizers.decode.FuseDecoder;
import org.lxt.tokenizers.decode.MetaspaceDecoder;
import org.lxt.tokenizers.decode.SpacedDecoder;
import org.lxt.tokenizers.decode.StripDecoder;
import org.lxt.tokenizers.decode.SuffixDecoder;
import org.lxt.tokenizers.decode.TokenDecoder;
import org.lxt.tokenizers.decode.WordPieceDecoder;
import org.lxt.tokenizers.split.Metaspace;
import org.lxt.tokenizers.split.Spans;

/** Reads the {@code decoder} of a tokenizer.json. */
final class Decoders {

    private static final String SUPPORTED =
            "BPEDecoder, ByteFallback, ByteLevel, Fuse, Metaspace, Replace, Sequence, Strip, WordPiece";

    private Decoders() {}

    static Decoder read(Field field) {
        return field.isPresent() ? readPresent(field) : new SpacedDecoder();
    }

    private static Decoder readPresent(Field field) {
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
                List<Decoder> stages = new ArrayList<>();
                for (Field stage : field.get("decoders").elements()) {
                    stages.add(readPresent(stage));
                }
                yield new DecoderSequence(stages);
            }
            default -> throw field.unsupportedType("decoder", SUPPORTED);
        };
    }

    private static Decoder replace(Field field) {
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
