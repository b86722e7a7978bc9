// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.memory;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.lxt.asm.x86.Code;

/** Functions that are written one after the other and loaded together. */
public final class Functions {
    private final Code code = new Code();
    private final List<Integer> starts = new ArrayList<>();

    /** Creates none. */
    public Functions() {}

    /**
     * Writes a function for processors with AVX.
     *
     * @return its index among those that are loaded
     */
    public int add(Routine.Body body) {
        int index = start();
        Routine.write(code, CallingConvention.here(), body);
        return index;
    }

    /**
     * Writes a function that touches no vector register, for any processor.
     *
     * @return its index among those that are loaded
     */
    public int addPlain(Routine.Body body) {
        int index = start();
        Routine.writePlain(code, CallingConvention.here(), body);
        return index;
    }

    /** Writes code that functions which follow call. */
    public <T> T shared(java.util.function.Function<Code, T> body) {
        code.align();
        return body.apply(code);
    }

    private int start() {
        code.align();
        starts.add(code.size());
        return starts.size() - 1;
    }

    /**
     * Makes them callable.
     *
     * @throws CodePagesException if no code can be loaded here
     */
    public List<Function> load() {
        MemorySegment loaded = CodePages.load(code.toBytes());
        return starts.stream().map(start -> Function.at(loaded.asSlice(start))).toList();
    }
}
