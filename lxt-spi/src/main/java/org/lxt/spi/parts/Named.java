// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.parts;

import org.lxt.tensor.Site;

/**
 * A part and what it is called where it stands, so that its site is that of its parent and this name.
 *
 * @param name such as {@code q_proj}; with dots if there are several names between it and its parent
 * @param part the part
 */
public record Named<T>(String name, T part) {
    /** Its site. */
    public Site below(Site parent) {
        return parent.child(name);
    }
}
