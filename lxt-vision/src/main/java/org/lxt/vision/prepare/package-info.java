/** From pixels to what a checkpoint was trained on. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.vision.prepare;
