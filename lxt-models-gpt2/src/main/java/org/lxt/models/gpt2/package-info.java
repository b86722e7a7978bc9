/** The plugin of GPT-2. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.models.gpt2;

import org.lxt.tensor.API;
