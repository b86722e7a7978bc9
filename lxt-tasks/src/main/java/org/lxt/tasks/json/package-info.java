// SPDX-License-Identifier: BSD-3-Clause
/** Tasks as JSON. Start at {@link org.lxt.tasks.json.TaskJson}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.tasks.json;
