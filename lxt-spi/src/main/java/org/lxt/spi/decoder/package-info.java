/**
 * The parts that several families of language models share. Begin at {@link org.lxt.spi.decoder.PreNormDecoder}, which
 * puts them together as LLaMA has them, or at {@link org.lxt.spi.decoder.CausalDecoder} and a {@link
 * org.lxt.spi.decoder.DecoderLayer} of your own.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.spi.decoder;
