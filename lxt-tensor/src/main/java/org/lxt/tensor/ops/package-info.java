/** The operations, with their gradients and what they absorb. */
@API(status = API.Status.STABLE, since = "0.1")
package org.lxt.tensor.ops;

import org.lxt.tensor.API;
