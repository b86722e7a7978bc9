/** Explanations put in order for a report. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.report;

import org.lxt.tensor.API;
