/** The contract of plugins. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.testkit.contract;

import org.lxt.tensor.API;
