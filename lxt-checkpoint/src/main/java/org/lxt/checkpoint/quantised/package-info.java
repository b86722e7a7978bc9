// SPDX-License-Identifier: BSD-3-Clause
/**
 * Matrices that a method of quantisation stored as several tensors: {@link org.lxt.checkpoint.quantised.QuantisedModel} tells
 * them by {@code quantization_config} and puts them into blocks.
 */
package org.lxt.checkpoint.quantised;
