/** What a backend implements, and how one is chosen. */
@org.lxt.tensor.API(status = org.lxt.tensor.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.tensor.backend;
