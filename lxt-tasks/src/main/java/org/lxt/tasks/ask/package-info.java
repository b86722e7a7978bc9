// SPDX-License-Identifier: BSD-3-Clause
/**
 * What is asked of a model: what it reads, which of its outputs, and by which method. Start at {@link
 * org.lxt.tasks.ask.TextInput}.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.tasks.ask;
