// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat.jinja.value;

/** Python's None. */
public enum None {
    NONE
}
