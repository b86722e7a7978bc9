// SPDX-License-Identifier: BSD-3-Clause
/** What a run is. Start at {@link org.lxt.tasks.Task}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.tasks;
