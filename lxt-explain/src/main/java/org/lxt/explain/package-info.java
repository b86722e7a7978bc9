/** From a checkpoint and a prompt to relevance. */
@org.lxt.tensor.api.API(status = org.lxt.tensor.api.API.Status.STABLE, since = "0.1")
package org.lxt.explain;
