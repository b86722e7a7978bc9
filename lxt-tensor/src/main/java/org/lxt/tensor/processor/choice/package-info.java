// SPDX-License-Identifier: BSD-3-Clause
/** Which of the {@link org.lxt.tensor.processor kernels} that are installed are used, and why not the others. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.tensor.processor.choice;
