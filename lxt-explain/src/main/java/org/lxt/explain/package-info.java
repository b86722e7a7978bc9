/** From a checkpoint and a prompt to relevance. */
@org.lxt.api.API(status = org.lxt.api.API.Status.STABLE, since = "0.1")
package org.lxt.explain;
