/** The parent of all exceptions, and the mark that says what a user may rely on. */
@org.lxt.api.API(status = org.lxt.api.API.Status.STABLE, since = "0.1")
package org.lxt.api;
