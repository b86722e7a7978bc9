// SPDX-License-Identifier: BSD-3-Clause
/** From a file to pixels: {@link org.lxt.vision.decode.ImageFiles}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.vision.decode;
