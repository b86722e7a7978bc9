// SPDX-License-Identifier: BSD-3-Clause
/** Jinja in a sandbox. Start at {@link org.lxt.chat.jinja.ParsedTemplate}. */
package org.lxt.chat.jinja;
