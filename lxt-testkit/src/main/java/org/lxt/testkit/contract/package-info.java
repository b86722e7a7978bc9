/** The contract of plugins. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.testkit.contract;
