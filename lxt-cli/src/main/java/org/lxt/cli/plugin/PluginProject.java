// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.lang.model.SourceVersion;
import org.lxt.cli.process.LxtVersion;

/**
 * The files of a new plugin's project.
 *
 * @param name the family's name
 * @param capital the same with a capital letter, as class names begin
 * @param packageName package and module
 */
public record PluginProject(String name, String capital, String packageName) {
    /** Whether a part of a package's name is a keyword. */
    public static boolean hasKeyword(String packageName) {
        return Arrays.stream(packageName.split("\\.")).anyMatch(SourceVersion::isKeyword);
    }

    /** Writes all files into a folder that is empty or not there. */
    public void write(Path folder) throws IOException {
        if (Files.exists(folder)) {
            requireEmpty(folder);
        }
        for (Map.Entry<String, String> file : files().entrySet()) {
            Path target = folder.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.writeString(target, file.getValue());
        }
    }

    private static void requireEmpty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new FileAlreadyExistsException(folder.toString());
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            if (files.iterator().hasNext()) {
                throw new FileSystemException(folder.toString(), null, "it is not empty");
            }
        }
    }

    /** Texts by their places in the project. */
    private Map<String, String> files() {
        String classes = packageName.replace('.', '/') + "/" + capital;
        Map<String, String> files = new LinkedHashMap<>();
        files.put("pom.xml", text("pom.xml"));
        files.put("README.md", text("README.md"));
        files.put("src/main/java/module-info.java", text("module-info.java"));
        files.put("src/main/java/" + classes + "Plugin.java", text("Plugin.java"));
        files.put("src/main/java/" + classes + "Model.java", text("Model.java"));
        files.put("src/test/java/" + classes + "ContractTest.java", text("ContractTest.java"));
        files.put(
                "src/main/resources/META-INF/services/org.lxt.spi.ModelPlugin",
                packageName + "." + capital + "Plugin\n");
        return files;
    }

    private String text(String template) {
        try (InputStream in = PluginProject.class.getResourceAsStream(template + ".template")) {
            if (in == null) {
                throw new IllegalStateException("the template " + template + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@name@", name)
                    .replace("@Name@", capital)
                    .replace("@package@", packageName)
                    .replace("@version@", LxtVersion.VERSION);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
