// SPDX-License-Identifier: BSD-3-Clause
/**
 * The operations as functions. Begin at {@link org.lxt.tensor.ops.Operations}; each operation, with its gradient and what it
 * absorbs, is a type in a package of its topic.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.STABLE, since = "0.1")
package org.lxt.tensor.ops;
