/** The mark that says what a user may rely on. */
@org.lxt.tensor.api.API(status = org.lxt.tensor.api.API.Status.STABLE, since = "0.1")
package org.lxt.tensor.api;
