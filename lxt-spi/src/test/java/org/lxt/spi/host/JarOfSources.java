// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** Compiles sources and packs them into a jar, as an author's build does. */
final class JarOfSources {
    /** Registers a family that loads nothing, by its name and architecture. */
    static final String FAMILY = "families.family(\"%s\").architectures(\"%s\").loader((c, w, s) -> null);";

    private final Path work;
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, String> resources = new LinkedHashMap<>();
    private final List<String> options = new ArrayList<>(List.of("-proc:none", "-Xlint:none"));

    JarOfSources(Path scratch) throws IOException {
        work = Files.createTempDirectory(scratch, "jar");
    }

    JarOfSources source(String className, String text) {
        sources.put(className.replace('.', '/') + ".java", text);
        return this;
    }

    JarOfSources resource(String name, String text) {
        resources.put(name, text);
        return this;
    }

    JarOfSources options(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    /** A provider of model families, by its body of {@code register}. */
    JarOfSources plugin(String className, String register) {
        String packageName = className.substring(0, className.lastIndexOf('.'));
        resource("META-INF/services/org.lxt.spi.ModelPlugin", className);
        return source(
                className,
                "package " + packageName + "; import org.lxt.spi.*; import org.lxt.rules.*;\n"
                        + "public final class " + className.substring(className.lastIndexOf('.') + 1)
                        + " implements ModelPlugin { public void register(Families families) { " + register
                        + " } }");
    }

    /** Compiles into a folder of classes. */
    Path classes(String classPath) throws IOException {
        Path sourceFolder = Files.createDirectories(work.resolve("src"));
        Path target = Files.createDirectories(work.resolve("classes"));
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = sourceFolder.resolve(source.getKey());
            Files.createDirectories(file.getParent());
            files.add(Files.writeString(file, source.getValue()));
        }
        List<String> arguments = new ArrayList<>(options);
        if (!arguments.contains("--module-path")) {
            arguments.addAll(List.of("-cp", classPath));
        }
        arguments.addAll(List.of("-d", target.toString()));
        files.forEach(f -> arguments.add(f.toString()));
        StringWriter problems = new StringWriter();
        PrintWriter out = new PrintWriter(problems);
        int code = ToolProvider.findFirst("javac").orElseThrow().run(out, out, arguments.toArray(String[]::new));
        assertThat(code).as(problems.toString()).isZero();
        for (Map.Entry<String, String> resource : resources.entrySet()) {
            Path file = target.resolve(resource.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, resource.getValue());
        }
        return target;
    }

    /** Compiles against what this test has, and packs. */
    void write(Path jar) throws IOException {
        pack(classes(System.getProperty("java.class.path")), jar);
    }

    /** Packs a folder of classes. */
    static void pack(Path classes, Path jar) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(classes)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            for (Path file : files) {
                entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                entries.write(Files.readAllBytes(file));
                entries.closeEntry();
            }
        }
    }
}
