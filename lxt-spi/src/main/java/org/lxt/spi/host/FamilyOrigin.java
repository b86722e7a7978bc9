// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.lxt.spi.ModelFamily;

/**
 * The jar or folder that a family comes from.
 *
 * @param place its path, or the name of the plugin's class if it has none
 */
record FamilyOrigin(String place) implements ModelFamily.Origin {
    @Override
    public Optional<String> version() {
        Path file = Path.of(place);
        return Files.exists(file) ? PluginOrigin.version(file) : Optional.empty();
    }

    @Override
    public String problem(LinkageError e) {
        return ForeignCode.problem(e, "its loader", "while loading");
    }
}
