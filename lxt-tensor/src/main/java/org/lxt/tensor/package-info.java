/** Tensors, scopes and the tape. */
@API(status = API.Status.STABLE, since = "0.1")
package org.lxt.tensor;

import org.lxt.tensor.API;
