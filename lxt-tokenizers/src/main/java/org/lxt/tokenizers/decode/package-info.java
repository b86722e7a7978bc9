// SPDX-License-Identifier: BSD-3-Clause
/** Decoders, from tokens back to text. {@link org.lxt.tokenizers.decode.Decoders} reads one. */
package org.lxt.tokenizers.decode;
