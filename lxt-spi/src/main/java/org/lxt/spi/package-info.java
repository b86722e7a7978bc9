/** What a model family implements, and how plugins are found. */
@org.lxt.api.API(status = org.lxt.api.API.Status.STABLE, since = "0.1")
package org.lxt.spi;
