// SPDX-License-Identifier: BSD-3-Clause
/**
 * Key frames of VP8, which lossy WebP images are, to the bit as libwebp shows them. Source: RFC 6386, and libwebp where the
 * RFC leaves a choice.
 */
@org.jspecify.annotations.NullMarked
package org.lxt.vision.vp8;
