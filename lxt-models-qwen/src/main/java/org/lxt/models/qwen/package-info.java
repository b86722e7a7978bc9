/** The plugin of the Qwen families. */
@org.lxt.tensor.API(status = org.lxt.tensor.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.models.qwen;
