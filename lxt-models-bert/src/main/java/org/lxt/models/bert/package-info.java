/** The plugin of BERT and its relatives. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.models.bert;

import org.lxt.tensor.API;
