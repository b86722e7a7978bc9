// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.Backends;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.DType;

/** Numbers go to a backend and back in either type, from the heap or not, from an element on. */
class TypedCopiesTest {
    private static final double[] VALUES = {1.5, -2.25, 1e30, 0.1};

    @Test
    void bothTypesAreReadAsTheyWereWritten() {
        for (String name : List.of("scalar", "scalar-f64", "vector")) {
            try (Backend backend = Backends.named(name, BackendOptions.defaults());
                    Arena arena = Arena.ofConfined()) {
                Buffer buffer = backend.allocate(8);
                backend.fill(buffer, 7, 8);
                MemorySegment singles = arena.allocate(4L * VALUES.length);
                for (int i = 0; i < VALUES.length; i++) {
                    singles.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) VALUES[i]);
                }
                backend.write(buffer, 1, singles, DType.F32);
                double[] read = new double[6];
                backend.read(buffer, 0, read);
                assertThat(read).containsExactly(7, 1.5, -2.25, (float) 1e30, 0.1f, 7);
                backend.write(buffer, 2, MemorySegment.ofArray(VALUES), DType.F64);
                float[] floats = new float[5];
                backend.read(buffer, 1, MemorySegment.ofArray(floats), DType.F32);
                assertThat(floats).containsExactly(1.5f, 1.5f, -2.25f, 1e30f, 0.1f);
                backend.free(buffer);
            }
        }
    }
}
