/** The plugin of the Qwen families. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.models.qwen;

import org.lxt.tensor.API;
