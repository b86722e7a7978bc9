// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Maven brings to users who want a part of LXT only. */
final class DependencySets {
    /**
     * A part.
     *
     * @param title as the documentation names it
     * @param folder of its project
     * @param artifacts what its user depends on
     */
    record Set(String title, String folder, List<String> artifacts) {}

    static final List<Set> ALL = List.of(
            new Set("only tensors", "only-tensors", List.of("lxt-tensor")),
            new Set("only rules", "only-rules", List.of("lxt-rules")),
            new Set("only a plugin", "only-spi", List.of("lxt-spi")),
            new Set("only BERT", "only-bert", List.of("lxt-explain", "lxt-models-bert")));

    private DependencySets() {}

    /** Writes a project for each, and gives their folders' names. */
    static List<String> write(Path work) throws IOException {
        List<String> modules = new ArrayList<>();
        for (Set set : ALL) {
            Path folder = Files.createDirectories(work.resolve(set.folder()));
            String dependencies = set.artifacts().stream()
                    .map(a -> "<dependency><groupId>org.lxt</groupId><artifactId>" + a + "</artifactId><version>"
                            + CleanRepository.VERSION + "</version></dependency>")
                    .collect(Collectors.joining());
            Files.writeString(folder.resolve("pom.xml"), """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>org.example</groupId>
                  <artifactId>%s</artifactId>
                  <version>1</version>
                  <packaging>pom</packaging>
                  <dependencies>%s</dependencies>
                  <build><plugins><plugin>
                    <artifactId>maven-dependency-plugin</artifactId>
                    <version>3.8.1</version>
                    <executions><execution>
                      <phase>package</phase>
                      <goals><goal>copy-dependencies</goal></goals>
                      <configuration>
                        <includeScope>runtime</includeScope>
                        <outputDirectory>${project.build.directory}/jars</outputDirectory>
                      </configuration>
                    </execution></executions>
                  </plugin></plugins></build>
                </project>
                """.formatted(set.folder(), dependencies));
            modules.add(set.folder());
        }
        return modules;
    }

    /** The jars that came, by name. */
    static Path[] jars(Path work, Set set) throws IOException {
        try (Stream<Path> jars = Files.list(work.resolve(set.folder()).resolve("target/jars"))) {
            return jars.sorted().toArray(Path[]::new);
        }
    }
}
