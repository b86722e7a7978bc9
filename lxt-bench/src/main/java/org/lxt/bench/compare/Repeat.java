package org.lxt.bench.compare;

/**
 * One explanation, in seconds.
 *
 * @param forward the forward pass
 * @param backward the backward pass
 * @param total both, and what lies around them
 */
record Repeat(double forward, double backward, double total) {}
