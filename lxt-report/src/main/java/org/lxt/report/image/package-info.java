/** Reports as pictures. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.report.image;

import org.lxt.tensor.API;
