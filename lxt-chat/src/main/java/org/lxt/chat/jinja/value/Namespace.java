// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat.jinja.value;

import java.util.HashMap;
import java.util.Map;

/** What {@code namespace()} makes: the one value whose attributes a template may set. */
public final class Namespace {
    private final Map<String, Object> values = new HashMap<>();

    public Object get(String name) {
        Object value = values.get(name);
        return value != null ? value : Undefined.member(this, name);
    }

    public void set(String name, Object value) {
        values.put(name, value);
    }
}
