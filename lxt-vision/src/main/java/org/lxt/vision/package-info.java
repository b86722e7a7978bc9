// SPDX-License-Identifier: BSD-3-Clause
/** Images, {@link org.lxt.vision.RgbImage}, and what makes one unusable, {@link org.lxt.vision.ImageException}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.vision;
