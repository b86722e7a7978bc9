/** From a checkpoint and a prompt to relevance. */
@org.lxt.tensor.API(status = org.lxt.tensor.API.Status.STABLE, since = "0.1")
package org.lxt.explain;
