/** The operations, with their gradients and what they absorb. */
@org.lxt.api.API(status = org.lxt.api.API.Status.STABLE, since = "0.1")
package org.lxt.tensor.ops;
