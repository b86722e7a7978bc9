// SPDX-License-Identifier: BSD-3-Clause
/**
 * Calls of an explainer, whatever they compute: {@link org.lxt.explain.call.CallGate} lets a {@link
 * org.lxt.explain.call.Call} in.
 */
package org.lxt.explain.call;
