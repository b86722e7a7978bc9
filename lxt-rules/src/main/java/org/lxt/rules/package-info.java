/** The gradient rules, and the patches of a rule set. */
@org.lxt.tensor.api.API(status = org.lxt.tensor.api.API.Status.STABLE, since = "0.1")
package org.lxt.rules;
