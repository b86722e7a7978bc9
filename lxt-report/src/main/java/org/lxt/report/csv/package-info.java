/** Reports as CSV. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.report.csv;

import org.lxt.tensor.API;
