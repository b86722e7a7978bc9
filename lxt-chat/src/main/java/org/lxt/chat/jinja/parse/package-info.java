// SPDX-License-Identifier: BSD-3-Clause
/** From the source of a template to its statements. Start at {@link org.lxt.chat.jinja.parse.StatementParser}. */
package org.lxt.chat.jinja.parse;
