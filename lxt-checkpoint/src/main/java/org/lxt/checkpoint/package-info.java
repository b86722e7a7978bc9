/** Checkpoints as Hugging Face stores them. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.checkpoint;

import org.lxt.tensor.API;
