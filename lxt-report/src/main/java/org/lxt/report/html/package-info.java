/** Reports as a page. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.report.html;

import org.lxt.tensor.API;
