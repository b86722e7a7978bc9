/** What is asked of a model: what it reads, which of its outputs, and by which method. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.tasks.ask;
