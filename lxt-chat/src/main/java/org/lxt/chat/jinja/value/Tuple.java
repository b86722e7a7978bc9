// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat.jinja.value;

import java.util.AbstractList;
import java.util.List;

/** Python's tuple: a list that prints in parentheses. */
public final class Tuple extends AbstractList<Object> {
    private final List<Object> elements;

    public Tuple(List<Object> elements) {
        this.elements = elements;
    }

    public static Tuple of(Object... elements) {
        return new Tuple(List.of(elements));
    }

    @Override
    public Object get(int index) {
        return elements.get(index);
    }

    @Override
    public int size() {
        return elements.size();
    }
}
