// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.cases;

import java.util.OptionalInt;

/**
 * One explanation of a case.
 *
 * @param kind {@code max-logit}, {@code target} or {@code contrastive}
 * @param row row of the batch
 * @param output name of the output
 * @param position column of the padded batch at which the output stands; empty if it has no positions
 * @param target index into the output vector
 */
public record ExplainedOutput(String kind, int row, String output, OptionalInt position, int target) {}
