// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.foreign;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks for NVIDIA's libraries: in the folders that were named, then where the system's loader looks, then in the folders
 * where they usually are.
 */
public final class LibrarySearch {
    private final List<Path> named;
    private final List<Path> usual;

    private LibrarySearch(List<Path> named, List<Path> usual) {
        this.named = named;
        this.usual = usual;
    }

    /**
     * A search on this machine.
     *
     * @param named folders that come first, apart by colons as in {@code PATH}; null for none
     */
    public static LibrarySearch of(@Nullable String named) {
        return of(named, System::getenv, Path.of("/"));
    }

    /**
     * A search on a machine.
     *
     * @param named folders that come first; null for none
     * @param variables of the environment
     * @param root of the file system
     */
    public static LibrarySearch of(@Nullable String named, Function<String, @Nullable String> variables, Path root) {
        return new LibrarySearch(LibraryFolders.parse(named), new LibraryFolders(variables, root).all());
    }

    /**
     * The first of these libraries that is found.
     *
     * @param names of the same library, such as {@code libnvrtc.so.13} and {@code libnvrtc.so.12}, in the order in which
     *     they are wanted
     * @param companions patterns of files in the same folder that the library loads by name, and that the system's loader
     *     would not find
     */
    public Optional<NativeLibrary> find(List<String> names, List<String> companions) {
        for (String name : names) {
            Optional<NativeLibrary> found = in(named, name, companions);
            if (found.isPresent()) {
                return found;
            }
        }
        for (String name : names) {
            Optional<NativeLibrary> found = NativeLibrary.named(name).or(() -> in(usual, name, companions));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<NativeLibrary> in(List<Path> folders, String name, List<String> companions) {
        for (Path folder : folders) {
            Path file = folder.resolve(name);
            if (Files.exists(file)) {
                // once loaded, whoever asks for them by name gets them
                for (String companion : companions) {
                    LibraryFolders.matching(folder, companion).forEach(c -> NativeLibrary.inFile(c.toAbsolutePath()));
                }
                Optional<NativeLibrary> library = NativeLibrary.inFile(file.toAbsolutePath());
                if (library.isPresent()) {
                    return library;
                }
            }
        }
        return Optional.empty();
    }
}
