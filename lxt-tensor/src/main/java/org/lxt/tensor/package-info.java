/** Tensors, scopes and the tape. */
@org.lxt.tensor.API(status = org.lxt.tensor.API.Status.STABLE, since = "0.1")
package org.lxt.tensor;
