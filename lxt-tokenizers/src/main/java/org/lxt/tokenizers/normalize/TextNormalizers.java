// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.normalize;

import java.nio.charset.CharacterCodingException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.lxt.tokenizers.file.Field;
import org.lxt.tokenizers.pattern.RegexSpans;
import org.lxt.tokenizers.text.ReferenceCharacters;

/** Reads the {@code normalizer} of a tokenizer.json. */
public final class TextNormalizers {

    private static final String SUPPORTED = "BertNormalizer, ByteLevel, Lowercase, NFC, NFD, NFKC, NFKD, Nmt,"
            + " Precompiled, Prepend, Replace, Sequence, Strip, StripAccents";

    private TextNormalizers() {}

    public static TextNormalizer read(Field field) {
        if (!field.isPresent()) {
            return text -> text;
        }
        return switch (field.type()) {
            case "NFC", "NFD", "NFKC", "NFKD" -> plain(field, new UnicodeForm(Normalizer.Form.valueOf(field.type())));
            case "Lowercase" -> plain(field, new Lowercase());
            case "StripAccents" -> plain(field, new CharacterFilter(ReferenceCharacters::isMark));
            case "Nmt" -> plain(field, new NmtNormalizer());
            case "ByteLevel" -> plain(field, new ByteCharacters());
            case "Strip" -> {
                field.allowOnly("type", "strip_left", "strip_right");
                yield new SpaceStrip(
                        field.get("strip_left").bool(), field.get("strip_right").bool());
            }
            case "Prepend" -> {
                field.allowOnly("type", "prepend");
                yield new Prefix(field.get("prepend").text());
            }
            case "Replace" -> replace(field);
            case "BertNormalizer" -> bert(field);
            case "Precompiled" -> precompiled(field);
            case "Sequence" -> {
                field.allowOnly("type", "normalizers");
                List<TextNormalizer> stages = new ArrayList<>();
                for (Field stage : field.get("normalizers").elements()) {
                    stages.add(read(stage));
                }
                yield new NormalizerSequence(stages);
            }
            default -> throw field.unsupportedType("normalizer", SUPPORTED);
        };
    }

    /** Whether a normalizer makes text lower case, all of it. */
    public static boolean lowersCase(Field field) {
        return field.isPresent()
                && switch (field.type()) {
                    case "Lowercase" -> true;
                    case "BertNormalizer" -> field.get("lowercase").bool();
                    case "Sequence" ->
                        field.get("normalizers").elements().stream().anyMatch(TextNormalizers::lowersCase);
                    default -> false;
                };
    }

    private static TextNormalizer plain(Field field, TextNormalizer normalizer) {
        field.allowOnly("type");
        return normalizer;
    }

    private static TextNormalizer replace(Field field) {
        field.allowOnly("type", "pattern", "content");
        Field pattern = field.get("pattern");
        String content = field.get("content").text();
        Field literal = pattern.get("String");
        if (literal.isPresent() && literal.text().length() == 1 && content.length() == 1) {
            return Replacement.ofCharacter(literal.text().charAt(0), content.charAt(0));
        }
        return new Replacement(RegexSpans.ofPattern(pattern), content);
    }

    private static TextNormalizer bert(Field field) {
        field.allowOnly("type", "clean_text", "handle_chinese_chars", "strip_accents", "lowercase");
        boolean lowercase = field.get("lowercase").bool();
        return BertNormalizer.of(
                field.get("clean_text").bool(),
                field.get("handle_chinese_chars").bool(),
                field.get("strip_accents").bool(lowercase),
                lowercase);
    }

    private static TextNormalizer precompiled(Field field) {
        field.allowOnly("type", "precompiled_charsmap");
        Field charsmap = field.get("precompiled_charsmap");
        try {
            return PrecompiledNormalizer.read(Base64.getDecoder().decode(charsmap.text()));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw charsmap.fault(
                    charsmap.path() + " is not a table of SentencePiece rules (" + e.getMessage()
                            + "); the file is damaged",
                    e);
        }
    }
}
