// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** Every code point must be of the classes that the reference library puts it in. */
class ReferenceCharactersTest {

    private static final Map<String, IntPredicate> CLASSES = Map.of(
            "control", c -> ReferenceCharacters.isControl(c) && c != 0 && c != '\t' && c != '\n' && c != '\r',
            "space", CharacterKinds::isWhiteSpace,
            "punctuation", ReferenceCharacters::isPunctuation,
            "number", ReferenceCharacters::isNumber,
            "word", CharacterKinds::isWord,
            "mark", ReferenceCharacters::isMark,
            "nonspacing", ReferenceCharacters::isNonspacingMark);

    private static List<String> lines() throws IOException {
        return Files.readAllLines(Path.of(
                System.getProperty("lxt.root"), "lxt-tokenizers/src/test/resources/org/lxt/tokenizers/characters.txt"));
    }

    @Test
    void classes() throws IOException {
        int compared = 0;
        for (String line : lines()) {
            String name = line.substring(0, line.indexOf(' '));
            IntPredicate ours = CLASSES.get(name);
            if (ours == null) {
                continue;
            }
            compared++;
            CodePointRanges expected = new CodePointRanges(line.substring(name.length()));
            for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
                boolean decomposes = name.equals("nonspacing") && decomposes(c);
                if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE || decomposes) {
                    continue;
                }
                assertThat(ours.test(c)).as("%s U+%X", name, c).isEqualTo(expected.contains(c));
            }
        }
        assertThat(compared).isEqualTo(CLASSES.size());
    }

    /** Of these only the parts are tested for being marks. */
    private static boolean decomposes(int c) {
        return NewerCharacters.decomposes(c) || !Normalizer.isNormalized(Character.toString(c), Normalizer.Form.NFD);
    }

    @Test
    void lowerCase() throws IOException {
        Map<Integer, Integer> expected = new HashMap<>();
        for (String line : lines()) {
            if (line.startsWith("lower ")) {
                String[] parts = line.split(" ", -1);
                expected.put(Integer.parseInt(parts[1], 16), Integer.parseInt(parts[2], 16));
            }
        }
        assertThat(expected).hasSizeGreaterThan(1000);
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (c != 0x130) {
                assertThat(ReferenceCharacters.toLowerCase(c)).as("U+%X", c).isEqualTo(expected.getOrDefault(c, c));
            }
        }
    }
}
