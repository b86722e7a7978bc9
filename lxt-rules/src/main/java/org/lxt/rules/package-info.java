/** The gradient rules, and the patches of a rule set. */
@API(status = API.Status.STABLE, since = "0.1")
package org.lxt.rules;

import org.lxt.tensor.API;
