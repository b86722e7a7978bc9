// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.host;

import java.lang.module.ModuleDescriptor;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lxt.spi.checkpoint.Excerpt;

/**
 * Whether a plugin fits this version of the SPI. The compiler writes into a plugin's module descriptor against which
 * version of {@code org.lxt.spi} it was compiled, so authors need do nothing for it.
 */
final class SpiVersion {
    private static final String SPI = "org.lxt.spi";
    private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)(?:\\D.*)?");

    private SpiVersion() {}

    /** This version; empty where it was not recorded. */
    static Optional<String> own() {
        return PluginOrigin.version(SpiVersion.class);
    }

    /** What is wrong with a module's version of the SPI, if anything is. */
    static Optional<String> mismatch(Module module) {
        ModuleDescriptor descriptor = module.getDescriptor();
        return descriptor == null ? Optional.empty() : mismatch(descriptor);
    }

    /** What is wrong with a module's version of the SPI, if anything is. */
    static Optional<String> mismatch(ModuleDescriptor descriptor) {
        Optional<String> builtFor = descriptor.requires().stream()
                .filter(r -> r.name().equals(SPI))
                .findFirst()
                .flatMap(ModuleDescriptor.Requires::rawCompiledVersion);
        Optional<String> own = builtFor.isEmpty() ? Optional.empty() : own();
        return own.isEmpty() || fits(builtFor.get(), own.get())
                ? Optional.empty()
                : Optional.of("was built for version " + Excerpt.of(builtFor.get())
                        + " of lxt-spi, but this is version " + own.get() + "; get the plugin for this version");
    }

    /**
     * Whether what was compiled against one version runs on another, by semantic versioning: on the same major version, not
     * older in its minor one; before version 1 on the same minor version.
     */
    static boolean fits(String builtFor, String own) {
        Matcher theirs = NUMBERS.matcher(builtFor);
        Matcher ours = NUMBERS.matcher(own);
        if (!theirs.matches() || !ours.matches() || !theirs.group(1).equals(ours.group(1))) {
            return builtFor.equals(own);
        }
        int compare = new java.math.BigInteger(theirs.group(2)).compareTo(new java.math.BigInteger(ours.group(2)));
        return ours.group(1).equals("0") ? compare == 0 : compare <= 0;
    }

    /** What an error of the JVM says of a plugin whose classes do not fit those that are here. */
    static String unfit(LinkageError e) {
        return unfit(Excerpt.of(e));
    }

    /** Words for a plugin that does not fit; {@code detail} says by which class or method. */
    static String unfit(String detail) {
        return "was built for another version of lxt-spi than this one (" + own().orElse("unknown") + "): " + detail
                + "; get the plugin for this version";
    }
}
