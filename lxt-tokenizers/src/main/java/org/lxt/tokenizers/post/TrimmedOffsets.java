// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.post;

import java.util.List;
import org.lxt.tokenizers.text.ByteAlphabet;
import org.lxt.tokenizers.text.CharacterKinds;

/**
 * The ByteLevel post-processor: where the file asks for it, offsets leave out the white space at both ends of a token.
 *
 * <p>The rules, oddities included, are those of the reference library: white space is counted in the token's text, and
 * the one space that may have been put in front of the text is not counted.
 */
record TrimmedOffsets(boolean trims, boolean addPrefixSpace) implements PostProcessor {

    private static final char SPACE = ByteAlphabet.character(' ');

    @Override
    public List<Segment> process(List<Segment> segments, boolean addSpecialTokens) {
        if (trims) {
            segments.forEach(this::trim);
        }
        return segments;
    }

    private void trim(Segment segment) {
        for (int i = 0; i < segment.size(); i++) {
            String token = segment.token(i);
            int leading = leadingSpaces(token);
            int trailing = trailingSpaces(token);
            if (leading == 0 && trailing == 0) {
                continue;
            }
            int start = segment.start(i);
            int end = segment.end(i);
            boolean first = i == 0 || start == 0;
            if (!(first && addPrefixSpace && leading == 1)) {
                start = Math.min(start + leading, end);
            }
            if (trailing > 0 && end >= trailing) {
                end = Math.max(end - trailing, start);
            }
            segment.setOffsets(i, start, end);
        }
    }

    private static int leadingSpaces(String token) {
        int count = 0;
        while (count < token.length() && isSpace(token.charAt(count))) {
            count++;
        }
        return count;
    }

    private static int trailingSpaces(String token) {
        int count = 0;
        while (count < token.length() && isSpace(token.charAt(token.length() - 1 - count))) {
            count++;
        }
        return count;
    }

    private static boolean isSpace(char c) {
        return c == SPACE || CharacterKinds.isWhiteSpace(c);
    }
}
