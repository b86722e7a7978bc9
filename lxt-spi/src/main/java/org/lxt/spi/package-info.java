/** What a model family implements, and how plugins are found. */
@API(status = API.Status.STABLE, since = "0.1")
package org.lxt.spi;

import org.lxt.tensor.API;
