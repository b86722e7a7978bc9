// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi;

/** Takes the families of one plugin. */
public interface Families {
    /** Begins a family. */
    ModelFamily.Builder family(String name);
}
