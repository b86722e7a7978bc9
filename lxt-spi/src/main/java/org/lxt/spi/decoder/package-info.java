/** The parts that several families of language models share. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.spi.decoder;

import org.lxt.tensor.API;
