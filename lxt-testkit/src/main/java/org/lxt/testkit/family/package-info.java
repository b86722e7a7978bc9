/** Tests that the families of this project inherit. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.testkit.family;

import org.lxt.tensor.API;
