package org.lxt.explain;

/**
 * A token the model may say next.
 *
 * @param id token id
 * @param text what it stands for
 * @param logit its logit
 * @param probability its share under softmax over the vocabulary
 */
public record Candidate(int id, String text, double logit, double probability) {}
