// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.request;

/**
 * Is told the text of an answer while it is generated. Called by the thread that computes, once for each token, and once more
 * at the end where something is left.
 */
@FunctionalInterface
public interface AnswerListener {
    /** Hears nothing and never ends an answer. */
    AnswerListener NONE = _ -> true;

    /**
     * Hears how the answer goes on. All pieces together are the answer.
     *
     * @param piece whole characters; empty where a token completes none, or the checkpoint has no tokenizer
     * @return whether to go on; if not, the answer ends here
     */
    boolean said(String piece);
}
