/** From a checkpoint and a prompt to relevance. */
@API(status = API.Status.STABLE, since = "0.1")
package org.lxt.explain;

import org.lxt.tensor.API;
