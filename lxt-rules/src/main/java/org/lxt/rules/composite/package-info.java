// SPDX-License-Identifier: BSD-3-Clause
/**
 * Which layer has which rule. Begin at {@link org.lxt.rules.composite.Composite}; the rules of linear layers and convolutions
 * are {@link org.lxt.rules.composite.LayerRule}s.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.STABLE, since = "0.1")
package org.lxt.rules.composite;
