/** The parts that several families of language models share. */
@org.lxt.tensor.API(status = org.lxt.tensor.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.spi.decoder;
