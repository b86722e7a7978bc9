// SPDX-License-Identifier: BSD-3-Clause
/** Why a task cannot be run: {@link org.lxt.tasks.refusal.TaskException}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.tasks.refusal;
