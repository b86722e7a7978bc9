/** Rotary position embeddings and their scaling. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.spi.rope;

import org.lxt.tensor.API;
