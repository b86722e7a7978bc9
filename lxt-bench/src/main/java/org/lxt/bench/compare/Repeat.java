// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.bench.compare;

import java.util.OptionalDouble;

/**
 * One explanation, in seconds.
 *
 * @param forward the forward pass, if the program tells it apart
 * @param backward the backward pass, if the program tells it apart
 * @param total both, and what lies around them
 */
record Repeat(OptionalDouble forward, OptionalDouble backward, double total) {}
