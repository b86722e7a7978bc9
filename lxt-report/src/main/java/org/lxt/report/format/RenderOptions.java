// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.format;

import java.util.HashMap;
import java.util.Map;

/**
 * What was asked for of formats: values by their types, such as an {@link org.lxt.report.image.ImageLook}. A format of
 * your own has its own type; formats ignore the types that they do not know.
 */
public final class RenderOptions {
    /** The usual look: nothing was asked for. */
    public static final RenderOptions USUAL = new RenderOptions(Map.of());

    private final Map<Class<?>, Object> values;

    private RenderOptions(Map<Class<?>, Object> values) {
        this.values = Map.copyOf(values);
    }

    /** These options, with this value in place of another of its class. */
    public RenderOptions with(Object value) {
        Map<Class<?>, Object> more = new HashMap<>(values);
        more.put(value.getClass(), value);
        return new RenderOptions(more);
    }

    /** {@link #with} by a name that needs no quotes in Scala. */
    public RenderOptions withOption(Object value) {
        return with(value);
    }

    /**
     * The value of a class.
     *
     * @param usual what it is if nothing was asked for
     */
    public <T> T get(Class<T> type, T usual) {
        Object value = values.get(type);
        return value == null ? usual : type.cast(value);
    }
}
