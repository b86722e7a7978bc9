// SPDX-License-Identifier: BSD-3-Clause
/**
 * Checkpoints as Hugging Face and torch store them. Begin at {@link org.lxt.checkpoint.Checkpoint} for a folder, or at
 * {@link org.lxt.checkpoint.SafetensorsFile} and {@link org.lxt.checkpoint.SafetensorsWriter} for a single file.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.checkpoint;
