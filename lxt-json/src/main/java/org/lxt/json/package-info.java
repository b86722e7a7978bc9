// SPDX-License-Identifier: BSD-3-Clause
/**
 * JSON of unknown origin. Begin at {@link org.lxt.json.JsonReader}, which reads files and texts within limits and reports what
 * is wrong as a {@link org.lxt.json.JsonProblem}; {@link org.lxt.json.JsonText} writes.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.json;
