// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.decode;

import java.util.List;

/** What the reference library does without a decoder: tokens with spaces between them. */
public final class SpacedDecoder implements TextDecoder {

    @Override
    public List<String> decode(List<String> tokens) {
        return List.of(String.join(" ", tokens));
    }
}
