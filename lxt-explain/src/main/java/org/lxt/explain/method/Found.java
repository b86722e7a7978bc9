// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.method;

import java.util.Optional;

/** Relevance as a method computed it. */
record Found(double value, double[] features, Optional<Convergence> convergence) implements Relevance {}
