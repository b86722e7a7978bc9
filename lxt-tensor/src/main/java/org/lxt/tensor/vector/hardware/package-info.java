// SPDX-License-Identifier: BSD-3-Clause
/**
 * The vectors of this processor, and how they reach memory: {@link org.lxt.tensor.vector.hardware.Lanes}.
 */
package org.lxt.tensor.vector.hardware;
