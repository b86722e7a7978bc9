// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat.jinja.value;

/** A function, a method or a macro. */
@FunctionalInterface
public interface Callable {
    Object call(Arguments arguments);
}
