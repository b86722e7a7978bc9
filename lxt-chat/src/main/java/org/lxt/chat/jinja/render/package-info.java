// SPDX-License-Identifier: BSD-3-Clause
/** From statements to text. Start at {@link org.lxt.chat.jinja.render.Rendering}. */
package org.lxt.chat.jinja.render;
