// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat.jinja.value;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables of a block; what it does not have is looked for around it. */
public final class VariableScope {
    private final Map<String, Object> values = new HashMap<>();
    private final @Nullable VariableScope around;

    public VariableScope(@Nullable VariableScope around) {
        this.around = around;
    }

    public Object get(String name) {
        for (VariableScope scope = this; scope != null; scope = scope.around) {
            Object value = scope.values.get(name);
            if (value != null) {
                return value;
            }
        }
        return Undefined.name(name);
    }

    public void set(String name, Object value) {
        values.put(name, value);
    }
}
