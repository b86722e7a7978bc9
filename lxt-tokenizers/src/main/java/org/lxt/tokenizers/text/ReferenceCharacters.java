// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.text;

/**
 * Character classes as the reference library has them. It takes categories from tables of Unicode 8 and 9, so marks and
 * punctuation that came later are none for it; numbers and lower case are those of Unicode 17.
 *
 * <p>The ranges are what is left after every code point was given to the reference library and compared with the JDK,
 * which has Unicode 16.
 */
public final class ReferenceCharacters {

    private static final CodePointRanges NEWER_NONSPACING = new CodePointRanges("""
            7FD 897-89F 8CA-8E1 9FE AFA-AFF B55 C04 C3C D00 D3B-D3C D81 EBA ECE 180F 1885-1886 1ABF-1ACE 1DF6-1DFB
            A82C A8C5 A8FF A9BD 10D24-10D27 10D69-10D6D 10EAB-10EAC 10EFC-10EFF 10F46-10F50 10F82-10F85 11070
            11073-11074 110C2 111C9 111CF 1123E 11241 1133B 113BB-113C0 113CE 113D0 113D2 113E1-113E2 11438-1143F
            11442-11444 11446 1145E 1182F-11837 11839-1183A 1193B-1193C 1193E 11943 119D4-119D7 119DA-119DB 119E0
            11A01-11A0A 11A33-11A38 11A3B-11A3E 11A47 11A51-11A56 11A59-11A5B 11A8A-11A96 11A98-11A99 11C30-11C36
            11C38-11C3D 11C3F 11C92-11CA7 11CAA-11CB0 11CB2-11CB3 11CB5-11CB6 11D31-11D36 11D3A 11D3C-11D3D
            11D3F-11D45 11D47 11D90-11D91 11D95 11D97 11EF3-11EF4 11F00-11F01 11F36-11F3A 11F40 11F42 11F5A 13440
            13447-13455 1611E-16129 1612D-1612F 16F4F 16FE4 1CF00-1CF2D 1CF30-1CF46 1E000-1E006 1E008-1E018
            1E01B-1E021 1E023-1E024 1E026-1E02A 1E08F 1E130-1E136 1E2AE 1E2EC-1E2EF 1E4EC-1E4EF 1E5EE-1E5EF
            1E944-1E94A
            """);
    private static final CodePointRanges NEWER_MARKS = new CodePointRanges("""
            7FD 897-89F 8CA-8D3 9FE AFA-AFF B55 C04 C3C CF3 D00 D3B-D3C D81 EBA ECE 1715 180F 1ABF-1ACE 1CF7
            1DF6-1DFA A82C A8FF 10D24-10D27 10D69-10D6D 10EAB-10EAC 10EFC-10EFF 10F46-10F50 10F82-10F85 11070
            11073-11074 110C2 11145-11146 111C9 111CE-111CF 11241 1133B 113B8-113C0 113C2 113C5 113C7-113CA
            113CC-113D0 113D2 113E1-113E2 1145E 1182C-1183A 11930-11935 11937-11938 1193B-1193E 11940 11942-11943
            119D1-119D7 119DA-119E0 119E4 11A01-11A0A 11A33-11A39 11A3B-11A3E 11A47 11A51-11A5B 11A8A-11A99
            11D31-11D36 11D3A 11D3C-11D3D 11D3F-11D45 11D47 11D8A-11D8E 11D90-11D91 11D93-11D97 11EF3-11EF6
            11F00-11F01 11F03 11F34-11F3A 11F3E-11F42 11F5A 13440 13447-13455 1611E-1612F 16F4F 16F7F-16F87 16FE4
            16FF0-16FF1 1CF00-1CF2D 1CF30-1CF46 1E08F 1E130-1E136 1E2AE 1E2EC-1E2EF 1E4EC-1E4EF 1E5EE-1E5EF
            """);
    private static final CodePointRanges NEWER_PUNCTUATION = new CodePointRanges("""
            61D 9FD A76 C77 C84 1B4E-1B4F 1B7D-1B7F 2E43-2E4F 2E52-2E5D 10D6E 10EAD 10F55-10F59 10F86-10F89
            113D4-113D5 113D7-113D8 1144B-1144F 1145A-1145B 1145D 11660-1166C 116B9 1183B 11944-11946 119E2
            11A3F-11A46 11A9A-11A9C 11A9E-11AA2 11B00-11B09 11BE1 11C41-11C45 11C70-11C71 11EF7-11EF8 11F43-11F4F
            11FFF 12FF1-12FF2 16D6D-16D6F 16E97-16E9A 16FE2 1E5FF 1E95E-1E95F
            """);
    private static final CodePointRanges NEWER_FORMATS = new CodePointRanges("890-891 8E2 110CD 13430-1343F ");
    private static final CodePointRanges NEWER_NUMBERS = new CodePointRanges("11DE0-11DE9 16FF4-16FF6");

    private ReferenceCharacters() {}

    /** Whether {@code BertNormalizer} takes the character for an accent: category Mn. */
    public static boolean isNonspacingMark(int c) {
        return c >= 0x300
                && ((Character.getType(c) == Character.NON_SPACING_MARK && !NEWER_NONSPACING.contains(c))
                        || c == 0x1734
                        || c == 0x1171E);
    }

    /** Whether {@code StripAccents} removes the character: category M. */
    public static boolean isMark(int c) {
        return c >= 0x300 && ((CharacterKinds.isMark(c) && !NEWER_MARKS.contains(c)) || c == 0x1CF2 || c == 0x1CF3);
    }

    /** Whether the character is punctuation: category P, and all of ASCII that is neither letter, digit nor control. */
    public static boolean isPunctuation(int c) {
        if (c < 0x80) {
            return c > ' ' && c < 0x7F && !Character.isLetterOrDigit(c);
        }
        return switch (Character.getType(c)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> !NEWER_PUNCTUATION.contains(c);
            default -> c == 0x166D || c == 0x111C9;
        };
    }

    /** Whether the character is a control character, a format character or for private use: Cc, Cf, Co. */
    public static boolean isControl(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE -> !NEWER_FORMATS.contains(c);
            default -> false;
        };
    }

    /** Whether the character is a number: category N. */
    public static boolean isNumber(int c) {
        return CharacterKinds.of(c) == CharacterKinds.NUMBER || NEWER_NUMBERS.contains(c);
    }

    /** Lower case of a character by itself, U+0130 aside, which alone becomes two. */
    public static int toLowerCase(int c) {
        if (c >= 0x16EA0 && c <= 0x16EB8) {
            return c + 0x1B;
        }
        boolean newerLatin = c == 0xA7CE || c == 0xA7D2 || c == 0xA7D4;
        return newerLatin ? c + 1 : Character.toLowerCase(c);
    }
}
