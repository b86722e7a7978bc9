// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.host;

/**
 * What is wrong with a plugin.
 *
 * @param plugin the jar or folder it comes from
 * @param problem what is wrong, without a subject, such as {@code "threw java.lang.Error while registering"}
 */
public record PluginProblem(String plugin, String problem) {
    @Override
    public String toString() {
        return plugin + ": " + problem;
    }
}
