/** The plugin of the LLaMA family. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.models.llama;

import org.lxt.tensor.API;
