// SPDX-License-Identifier: BSD-3-Clause
/**
 * The gradient rules. Begin at {@link org.lxt.rules.Rules}, which a model calls wherever its paper has an activation, a
 * product or a norm. A rule set's {@link org.lxt.rules.Patches} say what happens there, and a {@link
 * org.lxt.rules.composite.Composite} of {@link org.lxt.rules.composite.LayerRule}s what happens at linear layers and convolutions.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.STABLE, since = "0.1")
package org.lxt.rules;
