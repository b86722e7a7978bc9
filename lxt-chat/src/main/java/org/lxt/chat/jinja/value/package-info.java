// SPDX-License-Identifier: BSD-3-Clause
/** The values of Jinja, and what Python does with them. {@link org.lxt.chat.jinja.value.Types} names them. */
package org.lxt.chat.jinja.value;
