/** What a model family implements, and how plugins are found. */
@org.lxt.tensor.API(status = org.lxt.tensor.API.Status.STABLE, since = "0.1")
package org.lxt.spi;
