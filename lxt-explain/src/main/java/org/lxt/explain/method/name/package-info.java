// SPDX-License-Identifier: BSD-3-Clause
/**
 * Methods by their names, as on the command line and in requests. Start from {@link org.lxt.explain.method.name.MethodName};
 * a {@link org.lxt.explain.method.name.MethodKind} adds a name.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.explain.method.name;
