// SPDX-License-Identifier: BSD-3-Clause
/**
 * What a backend implements, and how one is chosen. Users begin at {@link org.lxt.tensor.backend.Backends}; authors
 * implement {@link org.lxt.tensor.backend.Backend} and name it by a {@link org.lxt.tensor.backend.BackendProvider}.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.tensor.backend;
