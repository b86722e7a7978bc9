/** Cases that a reference computed, and their comparison. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.testkit.cases;
