/** What a backend implements, and how one is chosen. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.tensor.backend;

import org.lxt.tensor.API;
