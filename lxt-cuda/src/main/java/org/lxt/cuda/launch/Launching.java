// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.launch;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;

/**
 * What all groups launch by: kernels of which there is nothing to do are left out, because no grid is empty.
 *
 * @param launcher starts kernels
 * @param addresses of what they are given
 */
record Launching(Launcher launcher, Addresses addresses) {
    long address(Buffer buffer) {
        return addresses.of(buffer);
    }

    long address(Index index) {
        return addresses.of(index);
    }

    long addressOrNone(@Nullable Index rows) {
        return addresses.ofRows(rows);
    }

    void launch(String kernel, Grid grid, long... arguments) {
        launcher.launch(kernel, grid, arguments);
    }

    /** A kernel of a run of elements, whose last parameter is their number. */
    void run(String kernel, long size, long... arguments) {
        if (size > 0) {
            long[] all = Arrays.copyOf(arguments, arguments.length + 1);
            all[arguments.length] = size;
            launch(kernel, Grid.elements(size), all);
        }
    }

    /** A kernel of the elements of a matrix. */
    void matrix(String kernel, long rows, long columns, long... arguments) {
        if (rows > 0 && columns > 0) {
            launch(kernel, Grid.matrix(rows, columns), arguments);
        }
    }

    /** A kernel whose blocks take one item after the other, if each has anything to do. */
    void blocks(String kernel, long items, long... arguments) {
        if (items > 0) {
            launch(kernel, Grid.blocks(items), arguments);
        }
    }

    /** A kernel of rows of one operand and mapped rows of another. */
    void mapped(String kernel, Buffer destination, Buffer a, Buffer b, @Nullable Index bRows, int rows, int columns) {
        matrix(
                kernel,
                rows,
                columns,
                address(destination),
                address(a),
                address(b),
                addressOrNone(bRows),
                rows,
                columns);
    }
}
