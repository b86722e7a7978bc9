/**
 * The gradient rules. Begin at {@link org.lxt.rules.Rules}, which a model calls wherever its paper has an activation, a
 * product or a norm. What happens there a rule set's {@link org.lxt.rules.Patches} say, and of linear layers a {@link
 * org.lxt.rules.Composite} of {@link org.lxt.rules.LayerRule}s.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.STABLE, since = "0.1")
package org.lxt.rules;
