/** The gradient rules, and the patches of a rule set. */
@org.lxt.api.API(status = org.lxt.api.API.Status.STABLE, since = "0.1")
package org.lxt.rules;
