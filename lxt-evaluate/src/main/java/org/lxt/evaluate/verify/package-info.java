// SPDX-License-Identifier: BSD-3-Clause
/** Whether a model's rules and gradients hold. Start at {@link org.lxt.evaluate.verify.ModelVerification}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.evaluate.verify;
