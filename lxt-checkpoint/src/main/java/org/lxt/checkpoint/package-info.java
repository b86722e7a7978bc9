/** Checkpoints as Hugging Face stores them. */
@org.lxt.tensor.API(status = org.lxt.tensor.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.checkpoint;
