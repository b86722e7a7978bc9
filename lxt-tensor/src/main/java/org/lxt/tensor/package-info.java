/** Tensors, scopes and the tape. */
@org.lxt.tensor.api.API(status = org.lxt.tensor.api.API.Status.STABLE, since = "0.1")
package org.lxt.tensor;
