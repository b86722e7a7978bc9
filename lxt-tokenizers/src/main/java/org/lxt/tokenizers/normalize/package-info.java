// SPDX-License-Identifier: BSD-3-Clause
/**
 * Normalizers, which change a text and know where each character came from.
 * {@link org.lxt.tokenizers.normalize.TextNormalizers} reads one.
 */
package org.lxt.tokenizers.normalize;
