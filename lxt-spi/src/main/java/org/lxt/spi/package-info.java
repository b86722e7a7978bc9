/** What a model family implements, and how plugins are found. */
@org.lxt.tensor.api.API(status = org.lxt.tensor.api.API.Status.STABLE, since = "0.1")
package org.lxt.spi;
