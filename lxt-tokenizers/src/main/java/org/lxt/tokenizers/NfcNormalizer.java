package org.lxt.tokenizers;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Unicode normalization form C that keeps track of where each character came from, which {@link Normalizer} does not.
 *
 * <p>Decomposes, orders and composes as the Unicode Standard says (section 3.11). The JDK does not publish combining
 * classes, so what is needed of them is asked of its normalizer: whether two marks change places.
 */
final class NfcNormalizer implements TextNormalizer {

    /** Below this no character combines with one before it, and all are in form C. */
    private static final int FIRST_COMBINING = 0x300;

    private static final int FIRST_DECOMPOSING = 0xC0;

    /** The mark with the highest combining class; any other mark goes before it. */
    private static final int LAST_MARK = 0x345;

    @Override
    public AlignedText normalize(AlignedText text) {
        if (isPlain(text.text()) || Normalizer.isNormalized(text.text(), Normalizer.Form.NFC)) {
            return text;
        }
        List<Part> parts = new ArrayList<>();
        decompose(text.text(), parts);
        order(parts);
        compose(parts);
        return align(text, parts);
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= FIRST_COMBINING) {
                return false;
            }
        }
        return true;
    }

    /**
     * One character of the result.
     *
     * @param codePoint the character, -1 once it has been joined to another
     * @param change how many characters of the text it adds: 1 for an additional one, 0 for one that stands for one of
     *     the text, -n for one that also stands for the n characters after that
     */
    private record Part(int codePoint, int change) {}

    private static void decompose(String text, List<Part> parts) {
        int next;
        for (int i = 0; i < text.length(); i = next) {
            int c = text.codePointAt(i);
            next = i + Character.charCount(c);
            if (c < FIRST_DECOMPOSING || NewerCharacters.contains(c)) {
                parts.add(new Part(c, 0));
                continue;
            }
            String decomposed = Normalizer.normalize(text.substring(i, next), Normalizer.Form.NFD);
            int change = 0;
            for (int k = 0; k < decomposed.length(); k += Character.charCount(decomposed.codePointAt(k))) {
                parts.add(new Part(decomposed.codePointAt(k), change));
                change = 1;
            }
        }
    }

    /** Sorts each run of marks by combining class, leaving those of the same class as they are. */
    private static void order(List<Part> parts) {
        int start = 0;
        for (int end = 0; end <= parts.size(); end++) {
            if (end == parts.size() || !isMark(parts.get(end).codePoint)) {
                if (end - start > 1) {
                    parts.subList(start, end)
                            .sort((a, b) -> changePlaces(a.codePoint, b.codePoint)
                                    ? 1
                                    : changePlaces(b.codePoint, a.codePoint) ? -1 : 0);
                }
                start = end + 1;
            }
        }
    }

    /** Whether both are marks and the second belongs before the first. */
    private static boolean changePlaces(int first, int second) {
        if (first == second
                || !isCombining(first)
                || !isCombining(second)
                || NewerCharacters.contains(first)
                || NewerCharacters.contains(second)) {
            return false;
        }
        String both = Character.toString(first) + Character.toString(second);
        return !Normalizer.normalize(both, Normalizer.Form.NFD).equals(both);
    }

    private static boolean isMark(int codePoint) {
        return isCombining(codePoint) && (codePoint == LAST_MARK || changePlaces(LAST_MARK, codePoint));
    }

    /** Whether the character may have a combining class; spares most characters the normalizer. */
    private static boolean isCombining(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    private static void compose(List<Part> parts) {
        int kept = 0;
        int starter = -1;
        for (Part part : parts) {
            boolean mark = isMark(part.codePoint);
            if (starter >= 0) {
                boolean adjacent = starter == kept - 1;
                // A mark reaches its starter past marks of lower classes, which are those it cannot change places with.
                boolean reaches = adjacent || (mark && changePlaces(part.codePoint, parts.get(kept - 1).codePoint));
                int composed = reaches ? composed(parts.get(starter).codePoint, part.codePoint) : -1;
                if (composed >= 0) {
                    parts.set(starter, new Part(composed, parts.get(starter).change + part.change - 1));
                    continue;
                }
            }
            if (!mark) {
                starter = kept;
            }
            parts.set(kept++, part);
        }
        parts.subList(kept, parts.size()).clear();
    }

    /** The one character that two compose to, -1 where they do not. */
    private static int composed(int first, int second) {
        String both = Character.toString(first) + Character.toString(second);
        String composed = Normalizer.normalize(both, Normalizer.Form.NFC);
        int codePoint = composed.codePointAt(0);
        boolean one = Character.charCount(codePoint) == composed.length();
        return one && !NewerCharacters.contains(codePoint) ? codePoint : -1;
    }

    /** Gives each character the range of the characters it stands for, by walking along the text. */
    private static AlignedText align(AlignedText text, List<Part> parts) {
        StringBuilder normalized = new StringBuilder();
        int[] starts = new int[2 * parts.size()];
        int[] ends = new int[2 * parts.size()];
        String original = text.text();
        int at = 0;
        int start = 0;
        int end = 0;
        for (Part part : parts) {
            if (part.change <= 0) {
                int first = at;
                at = after(original, at);
                start = text.originStart(first);
                end = text.originEnd(at - 1);
                for (int skipped = part.change; skipped < 0; skipped++) {
                    at = after(original, at);
                }
            } else if (at > 0) {
                // An additional character counts for the last one passed, even one that went into the character before.
                end = text.originEnd(at - 1);
                start = text.originStart(original.offsetByCodePoints(at, -1));
            }
            int from = normalized.length();
            normalized.appendCodePoint(part.codePoint);
            java.util.Arrays.fill(starts, from, normalized.length(), start);
            java.util.Arrays.fill(ends, from, normalized.length(), end);
        }
        int length = normalized.length();
        return AlignedText.changed(
                normalized.toString(), java.util.Arrays.copyOf(starts, length), java.util.Arrays.copyOf(ends, length));
    }

    private static int after(String text, int index) {
        return index + Character.charCount(text.codePointAt(index));
    }
}
