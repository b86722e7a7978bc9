/** What a backend implements, and how one is chosen. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.tensor.backend;
