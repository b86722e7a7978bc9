// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.result;

import java.nio.file.Path;
import java.util.List;

/**
 * Which model was explained. It goes where results go, out of a service too, so it says nothing of the machine: of an
 * absolute path it keeps the last name.
 *
 * @param checkpoint name that the checkpoint was given, or that of its folder or file
 * @param architectures as {@code config.json} names them
 * @param family the family that implements it
 * @param plugin name of the plugin's jar or folder
 * @param backend what computed it
 */
public record ModelIdentity(
        String checkpoint, List<String> architectures, String family, String plugin, String backend) {
    private static final String ABSOLUTE = "(?s)(/|\\\\|~[/\\\\]|[A-Za-z]:[/\\\\]|(file|jar|jrt|nested):).*";

    /** Copies the list, and takes folders off. */
    public ModelIdentity {
        checkpoint = lastName(checkpoint);
        architectures = List.copyOf(architectures);
        plugin = lastName(plugin);
    }

    /** The name of a folder or file, also of one that was named by dots. */
    public static String nameOf(Path file) {
        return file.toAbsolutePath().normalize().toString();
    }

    private static String lastName(String path) {
        if (!path.matches(ABSOLUTE)) {
            return path;
        }
        String trimmed = path.replaceAll("[/\\\\!]+$", "");
        return trimmed.substring(Math.max(trimmed.lastIndexOf('/'), trimmed.lastIndexOf('\\')) + 1);
    }
}
