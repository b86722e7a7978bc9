/** Cases that a reference computed, and their comparison. */
@org.lxt.tensor.API(status = org.lxt.tensor.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.testkit.cases;
