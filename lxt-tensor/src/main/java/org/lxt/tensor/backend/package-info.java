/** What a backend implements, and how one is chosen. */
@org.lxt.tensor.api.API(status = org.lxt.tensor.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.tensor.backend;
