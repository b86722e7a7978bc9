// SPDX-License-Identifier: BSD-3-Clause
/** What a request asks of the inside of a model: {@link org.lxt.tasks.inside.Inside}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.tasks.inside;
