// SPDX-License-Identifier: BSD-3-Clause
/** Resizes images as the libraries do that models were trained with: {@link org.lxt.vision.resize.Resizer}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.vision.resize;
