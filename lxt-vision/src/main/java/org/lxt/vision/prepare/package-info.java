// SPDX-License-Identifier: BSD-3-Clause
/**
 * From pixels to what a checkpoint was trained on: {@link org.lxt.vision.prepare.Preprocessings} finds the {@link
 * org.lxt.vision.prepare.Preprocessing} of a checkpoint.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.vision.prepare;
