// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.vit;

import java.util.ArrayList;
import java.util.List;
import org.lxt.tensor.rows.PackedRows;
import org.lxt.tensor.rows.PackedRows.Address;

/** Which rows of the last layer the heads read. */
final class ReadRows {
    private ReadRows() {}

    /** The rows that any of the heads needs for the wanted outputs. */
    static PackedRows of(List<VitHead> heads, PackedRows wanted, int tokens) {
        List<Address> all = new ArrayList<>();
        heads.forEach(h -> all.addAll(h.reads(wanted, tokens)));
        return PackedRows.at(all);
    }

    /** Numbers of the images of which the first row is among these, which is where the output of an image stands. */
    static List<Integer> images(PackedRows wanted) {
        return wanted.runs().stream()
                .filter(run -> run.firstPosition() == 0)
                .map(PackedRows.Run::sequence)
                .toList();
    }

    /** Rows {@code from .. to} of an image. */
    static List<Address> ofImage(int image, int from, int to) {
        List<Address> rows = new ArrayList<>();
        for (int position = from; position < to; position++) {
            rows.add(new Address(image, position));
        }
        return rows;
    }

    /** A row of each of these images. */
    static PackedRows at(List<Integer> images, int position) {
        return PackedRows.at(images.stream().map(i -> new Address(i, position)).toList());
    }
}
