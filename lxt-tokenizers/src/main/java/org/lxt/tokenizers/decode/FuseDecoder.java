// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.decode;

import java.util.List;

/** Joins all tokens to one, so that what follows sees the whole text. */
public final class FuseDecoder implements TextDecoder {

    @Override
    public List<String> decode(List<String> tokens) {
        return List.of(String.join("", tokens));
    }
}
