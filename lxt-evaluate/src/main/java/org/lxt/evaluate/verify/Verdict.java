// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.verify;

/**
 * What one check found.
 *
 * @param check what was checked, such as {@code attnlrp: ledger}
 * @param passed whether it holds
 * @param finding what was found, in a sentence
 */
public record Verdict(String check, boolean passed, String finding) {}
