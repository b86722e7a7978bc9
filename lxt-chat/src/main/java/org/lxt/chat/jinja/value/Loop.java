// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat.jinja.value;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The variable {@code loop}. */
public final class Loop implements Callable {
    private final List<Object> elements;
    private final int depth;
    private final @Nullable Callable recursion;
    private final Ordering ordering;
    private int index;
    private @Nullable Object lastSeen;

    public Loop(List<Object> elements, int depth, @Nullable Callable recursion, Ordering ordering) {
        this.elements = elements;
        this.depth = depth;
        this.recursion = recursion;
        this.ordering = ordering;
    }

    public void at(int newIndex) {
        index = newIndex;
    }

    public Object get(String name) {
        int length = elements.size();
        return switch (name) {
            case "index" -> index + 1L;
            case "index0" -> (long) index;
            case "revindex" -> (long) (length - index);
            case "revindex0" -> (long) (length - index - 1);
            case "first" -> index == 0;
            case "last" -> index == length - 1;
            case "length" -> (long) length;
            case "depth" -> depth + 1L;
            case "depth0" -> (long) depth;
            case "previtem" -> index > 0 ? elements.get(index - 1) : new Undefined("there is no previous item");
            case "nextitem" -> index + 1 < length ? elements.get(index + 1) : new Undefined("there is no next item");
            case "cycle" -> (Callable) this::cycle;
            case "changed" -> (Callable) this::changed;
            default -> Undefined.member(this, name);
        };
    }

    private Object cycle(Arguments arguments) {
        if (arguments.positional().isEmpty()) {
            throw new JinjaException("loop.cycle needs something to cycle through");
        }
        return arguments.positional().get(index % arguments.positional().size());
    }

    private Object changed(Arguments arguments) {
        Tuple now = new Tuple(arguments.positional());
        boolean changed = lastSeen == null || !ordering.equal(lastSeen, now);
        lastSeen = now;
        return changed;
    }

    @Override
    public Object call(Arguments arguments) {
        if (recursion == null) {
            throw new JinjaException("only a loop marked as recursive can be called");
        }
        return recursion.call(arguments);
    }
}
