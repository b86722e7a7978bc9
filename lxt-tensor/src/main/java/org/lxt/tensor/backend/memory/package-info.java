// SPDX-License-Identifier: BSD-3-Clause
/**
 * Memory of a backend: {@link org.lxt.tensor.backend.memory.Buffer}s of numbers, and what is said of them.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.tensor.backend.memory;
