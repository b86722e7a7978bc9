// SPDX-License-Identifier: BSD-3-Clause
/**
 * Text, whatever it is the text of: where {@link org.lxt.explain.text.WordBoundaries} are, and how it is {@link
 * org.lxt.explain.text.Quoted}.
 */
package org.lxt.explain.text;
