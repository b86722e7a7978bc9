/** Reports as JSON. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.report.json;

import org.lxt.tensor.API;
