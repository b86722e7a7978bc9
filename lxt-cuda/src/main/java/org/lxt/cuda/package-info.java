// SPDX-License-Identifier: BSD-3-Clause
/** The backend {@code cuda}. Start at {@link org.lxt.cuda.CudaBackendProvider}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.cuda;
