/** The plugin of the Gemma family. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.models.gemma;

import org.lxt.tensor.API;
