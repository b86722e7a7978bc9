// SPDX-License-Identifier: BSD-3-Clause
/**
 * Reports as pictures: {@link org.lxt.report.image.PngReport}; of images alone {@link
 * org.lxt.report.image.HeatmapImage}.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.report.image;
