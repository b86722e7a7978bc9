// SPDX-License-Identifier: BSD-3-Clause
/** Filters, tests and the attributes of values. Start at {@link org.lxt.chat.jinja.filter.Filters}. */
package org.lxt.chat.jinja.filter;
