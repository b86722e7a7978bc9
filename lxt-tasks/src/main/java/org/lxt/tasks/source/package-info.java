// SPDX-License-Identifier: BSD-3-Clause
/**
 * Where a model comes from, and what else tasks need of its folder: start at {@link org.lxt.tasks.source.ModelSource}.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.tasks.source;
