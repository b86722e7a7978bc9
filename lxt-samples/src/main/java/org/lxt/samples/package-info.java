// SPDX-License-Identifier: BSD-3-Clause
/** Small trained models to try LXT on: {@link org.lxt.samples.Sample}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.samples;
