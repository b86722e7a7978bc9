// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.text;

/**
 * Combining marks and composed characters that Unicode has and the reference library's normalization data (Unicode 9)
 * does not. It leaves them where they are, and so must normalization here, or the ids would differ.
 *
 * <p>Found by normalizing every code point, alone and among marks, with both.
 */
public final class NewerCharacters {

    private static final CodePointRanges CANONICAL = new CodePointRanges("""
            7FD 897-89F 8CA-8D3 9FE C3C D3B-D3C EBA 1715 1ABF-1ACE 1DF6-1DFA A82C 105C9 105E4 10D24-10D27
            10D69-10D6D 10EAB-10EAC 10EFD-10EFF 10F46-10F50 10F82-10F85 11070 1133B 11383 11385 1138E 11391 113C5
            113C7-113C8 113CE-113D0 1145E 11839-1183A 11938 1193D-1193E 11943 119E0 11A34 11A47 11A99 11D42
            11D44-11D45 11D97 11F41-11F42 16121-16128 1612F 16D68-16D6A 16FF0-16FF1 1E08F 1E130-1E136 1E2AE
            1E2EC-1E2EF 1E4EC-1E4EF 1E5EE-1E5EF
            """);
    private static final CodePointRanges COMPATIBILITY = new CodePointRanges("""
            32FF A7F2-A7F4 AB69 105C9 105E4 10781-10785 10787-107B0 107B2-107BA 11383 11385 1138E 11391 113C5
            113C7-113C8 11938 16121-16128 16D68-16D6A 1CCD6-1CCF9 1E030-1E06D 1F16C 1FBF0-1FBF9
            """);

    private NewerCharacters() {}

    /** Whether the character is newer and takes part in canonical decomposition or composition. */
    public static boolean contains(int codePoint) {
        return CANONICAL.contains(codePoint);
    }

    /** Whether the character is newer and has a decomposition, canonical or for compatibility. */
    public static boolean decomposes(int codePoint) {
        return CANONICAL.contains(codePoint) || COMPATIBILITY.contains(codePoint);
    }
}
