/** Cases that a reference computed, and their comparison. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.testkit.cases;

import org.lxt.tensor.API;
