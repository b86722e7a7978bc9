package org.lxt.testkit.cases;

/**
 * One explanation of a case.
 *
 * @param kind {@code max-logit}, {@code target} or {@code contrastive}
 * @param row row of the batch
 * @param output name of the output
 * @param position column of the padded batch at which the output stands
 * @param target index into the output vector
 */
public record ExplainedOutput(String kind, int row, String output, int position, int target) {}
