/** Reports as documents. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.report.pdf;

import org.lxt.tensor.API;
