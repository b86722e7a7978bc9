// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi;

/** A jar's contribution to the families that are known; found by {@link java.util.ServiceLoader}. */
public interface ModelPlugin {
    /** Registers the families of this plugin. */
    void register(Families families);
}
