// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.result;

/**
 * How long an explanation took, in seconds; shared by all targets of one call.
 *
 * @param forward the forward pass
 * @param backward the backward pass, relevance included
 */
public record Timing(double forward, double backward) {}
