// SPDX-License-Identifier: BSD-3-Clause
/** Many prompts of one file, explained one after the other. Start at {@link org.lxt.tasks.batch.BatchTask}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.tasks.batch;
