// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.request;

/** What an attribution tells in addition to the relevance of each token. */
public enum Detail {
    /** Where relevance went that did not reach the tokens, and whether the account closes. Costs a few row sums. */
    LEDGER,
    /** Relevance of the hidden state entering each layer. */
    LATENT,
    /** Relevance of each expert in the layers that have experts. */
    EXPERTS,
    /** The gradient at the embeddings or pixels, from which the relevance of each embedding dimension follows. */
    EMBEDDINGS,
    /** The whole output vector at the explained position. */
    LOGITS
}
