// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.foreign;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folders where NVIDIA's libraries usually are: those of the toolkit, of distributions, of containers and of WSL, and
 * those that the packages {@code nvidia-*} of Python are installed in.
 */
final class LibraryFolders {
    private final Function<String, @Nullable String> variables;
    private final Path root;

    /**
     * The folders of a machine.
     *
     * @param variables of the environment; null where there is none of a name
     * @param root of the file system
     */
    LibraryFolders(Function<String, @Nullable String> variables, Path root) {
        this.variables = variables;
        this.root = root;
    }

    /** Folders that are there, in the order in which they are to be tried. */
    List<Path> all() {
        Set<Path> folders = new LinkedHashSet<>();
        for (String variable : List.of("CUDA_HOME", "CUDA_PATH")) {
            paths(variable).forEach(home -> addToolkit(folders, home));
        }
        addPython(folders);
        folders.add(root.resolve("usr/local/nvidia/lib64"));
        folders.add(root.resolve("usr/lib/wsl/lib"));
        addToolkit(folders, root.resolve("usr/local/cuda"));
        // newest first
        matching(root.resolve("usr/local"), "cuda-*").reversed().forEach(home -> addToolkit(folders, home));
        addToolkit(folders, root.resolve("opt/cuda"));
        for (String system : List.of("usr/lib/x86_64-linux-gnu", "usr/lib/aarch64-linux-gnu", "usr/lib64", "usr/lib")) {
            folders.add(root.resolve(system));
        }
        return folders.stream().filter(Files::isDirectory).toList();
    }

    private static void addToolkit(Set<Path> folders, Path home) {
        folders.add(home.resolve("lib64"));
        folders.add(home.resolve("lib"));
        matching(home.resolve("targets"), "*-linux").forEach(target -> folders.add(target.resolve("lib")));
    }

    /** Environments that are active, that of the user, and those of each Python on the path. */
    private void addPython(Set<Path> folders) {
        Set<Path> homes = new LinkedHashSet<>();
        for (String variable : List.of("VIRTUAL_ENV", "CONDA_PREFIX")) {
            homes.addAll(paths(variable));
        }
        paths("HOME").forEach(home -> homes.add(home.resolve(".local")));
        for (Path folder : paths("PATH")) {
            Path python = folder.resolve("python3");
            if (Files.isExecutable(python) && folder.getParent() != null) {
                homes.add(folder.getParent());
                addReal(homes, python);
            }
        }
        homes.add(root.resolve("usr/local"));
        homes.add(root.resolve("usr"));
        for (Path home : homes) {
            // conda has libraries of its own there
            folders.add(home.resolve("lib"));
            for (Path python : matching(home.resolve("lib"), "python3*")) {
                for (String packages : List.of("site-packages", "dist-packages")) {
                    addPackages(folders, python.resolve(packages).resolve("nvidia"));
                }
            }
        }
    }

    private static void addReal(Set<Path> homes, Path python) {
        try {
            Path folder = python.toRealPath().getParent();
            if (folder != null && folder.getParent() != null) {
                homes.add(folder.getParent());
            }
        } catch (IOException _) {
            // a link that leads nowhere leads to no libraries
        }
    }

    /** One folder per library for CUDA 12, one for all of them from CUDA 13 on. */
    private static void addPackages(Set<Path> folders, Path nvidia) {
        matching(nvidia, "cu[0-9]*").reversed().forEach(all -> folders.add(all.resolve("lib")));
        folders.add(nvidia.resolve("cuda_nvrtc").resolve("lib"));
        folders.add(nvidia.resolve("cublas").resolve("lib"));
    }

    private List<Path> paths(String variable) {
        return parse(variables.apply(variable));
    }

    /** A list of folders as in {@code PATH}. */
    static List<Path> parse(@Nullable String list) {
        if (list == null) {
            return List.of();
        }
        List<Path> paths = new ArrayList<>();
        for (String each : list.split(File.pathSeparator, -1)) {
            try {
                if (!each.isBlank()) {
                    paths.add(Path.of(each));
                }
            } catch (InvalidPathException _) {
                // such a folder is not there
            }
        }
        return paths;
    }

    /** The entries of a folder that match, by the numbers in their names, then by name. */
    static List<Path> matching(Path folder, String glob) {
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, glob)) {
            entries.forEach(found::add);
        } catch (IOException | DirectoryIteratorException _) {
            // a folder that cannot be read is one without libraries
        }
        found.sort(Comparator.comparing(LibraryFolders::version).thenComparing(Path::toString));
        return found;
    }

    private static String version(Path file) {
        return Stream.of(String.valueOf(file.getFileName()).split("\\D+"))
                .filter(part -> !part.isEmpty())
                .map(part -> String.format("%9s", part))
                .reduce("", String::concat);
    }
}
