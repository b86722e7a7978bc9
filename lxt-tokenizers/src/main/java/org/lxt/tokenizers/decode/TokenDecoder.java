// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.decode;

import java.util.List;
import java.util.function.UnaryOperator;

/** Changes each token by itself. */
public record TokenDecoder(UnaryOperator<String> change) implements TextDecoder {

    @Override
    public List<String> decode(List<String> tokens) {
        return tokens.stream().map(change).toList();
    }

    @Override
    public String decodeOne(String token) {
        return change.apply(token);
    }
}
