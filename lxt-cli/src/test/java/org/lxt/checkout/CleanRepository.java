// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lxt.launch.JavaProcess;

/**
 * A local repository of Maven that begins with nothing but the modules of this build. Other libraries come from the usual
 * local repository, which is served to Maven as if it were a remote one, or else from where Maven always looks.
 */
final class CleanRepository {
    static final String VERSION = "0.1.0-SNAPSHOT";

    /** Long enough for a machine that does other things, too. */
    private static final long SECONDS = 600;

    private static final Path ROOT = Path.of(System.getProperty("lxt.root"));

    private final Path work;

    private CleanRepository(Path work) {
        this.work = work;
    }

    /** Makes it in a folder, whose old content is deleted. */
    static CleanRepository make(Path work) throws IOException {
        if (Files.exists(work)) {
            try (Stream<Path> old = Files.walk(work)) {
                for (Path file : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        CleanRepository repository = new CleanRepository(Files.createDirectories(work));
        repository.install("lxt-parent", ROOT.resolve("pom.xml"));
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path module :
                    modules.filter(f -> Files.exists(f.resolve("pom.xml"))).toList()) {
                repository.install(module.getFileName().toString(), module.resolve("pom.xml"));
            }
        }
        repository.writeSettings();
        return repository;
    }

    private Path local() {
        return work.resolve("repository");
    }

    private void install(String artifact, Path pom) throws IOException {
        Path folder = Files.createDirectories(
                local().resolve("org/lxt").resolve(artifact).resolve(VERSION));
        Files.copy(pom, folder.resolve(artifact + "-" + VERSION + ".pom"));
        String jar = artifact + "-" + VERSION + ".jar";
        Path packaged = ROOT.resolve("lxt-cli").resolve("target").resolve("app").resolve(jar);
        if (Files.exists(packaged)) {
            Files.copy(packaged, folder.resolve(jar));
        }
    }

    private void writeSettings() throws IOException {
        String usual = Path.of(System.getProperty("lxt.repository")).toUri().toString();
        Files.writeString(work.resolve("settings.xml"), """
            <settings>
              <profiles>
                <profile>
                  <id>usual</id>
                  <repositories>
                    <repository><id>usual</id><url>%1$s</url><snapshots><enabled>false</enabled></snapshots></repository>
                  </repositories>
                  <pluginRepositories>
                    <pluginRepository><id>usual</id><url>%1$s</url></pluginRepository>
                  </pluginRepositories>
                </profile>
              </profiles>
              <activeProfiles><activeProfile>usual</activeProfile></activeProfiles>
            </settings>
            """.formatted(usual));
    }

    /** Packages projects of the folder in one run of Maven. */
    JavaProcess.Result build(List<String> modules, Path scratch) throws IOException, InterruptedException {
        Files.writeString(work.resolve("pom.xml"), """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>org.example</groupId>
              <artifactId>all</artifactId>
              <version>1</version>
              <packaging>pom</packaging>
              <modules>%s</modules>
            </project>
            """.formatted(
                        modules.stream().map(m -> "<module>" + m + "</module>").collect(Collectors.joining())));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("lxt.maven"), "bin", "mvn").toString());
        command.addAll(List.of("-B", "-q", "-f", work.resolve("pom.xml").toString()));
        command.addAll(List.of("-gs", work.resolve("settings.xml").toString()));
        command.add("-Dmaven.repo.local=" + local());
        command.add("package");
        ProcessBuilder builder = new ProcessBuilder(command).directory(work.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().remove("MAVEN_ARGS");
        return JavaProcess.runCommand(scratch, builder, SECONDS);
    }
}
