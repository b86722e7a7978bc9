// SPDX-License-Identifier: BSD-3-Clause
/**
 * The parent of all exceptions, {@link org.lxt.api.LxtException}, and the mark that says what a user may rely on,
 * {@link org.lxt.api.API}.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.STABLE, since = "0.1")
package org.lxt.api;
