// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** What the sources and the poms promise apart from the classes. */
class SourcesTest {
    private static final Path ROOT = Path.of(System.getProperty("lxt.root"));
    private static final int LONGEST = 400;
    private static final String LICENCE = "SPDX-License-Identifier: BSD-3-Clause";

    @Test
    void everyMainSourceIsShortEnoughToBeReadInOneGo() throws IOException {
        List<Path> sources = mainSources();
        assertThat(sources).hasSizeGreaterThan(100);
        List<String> tooLong = new ArrayList<>();
        for (Path source : sources) {
            int lines = Files.readAllLines(source).size() - 1; // the first names the licence
            if (lines >= LONGEST) {
                tooLong.add(ROOT.relativize(source) + ": " + lines + " lines");
            }
        }
        assertThat(tooLong).isEmpty();
    }

    private static List<Path> mainSources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(f -> f.toString().endsWith(".java"))
                    .filter(f -> ROOT.relativize(f).toString().matches("lxt-[a-z0-9-]+.src.main.java.*"))
                    .toList();
        }
    }

    /** So that a file says under which licence it is, wherever it was copied. {@code release/spdx-headers} writes it. */
    @Test
    void everySourceNamesTheLicence() throws IOException {
        List<String> without = new ArrayList<>();
        int sources = 0;
        Pattern source = Pattern.compile(
                "(lxt-[^/]+/src|examples/[^/]+/src|bench|oracle/make|oracle/real|release|launch)/"
                        + ".*\\.(java|kt|js|css|cu|cuh|c|h|cpp|py|sh|cmd)|([^/]+/|examples/[^/]+/)?pom\\.xml|lxt|build|\\.ci/run");
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = ROOT.relativize(file).toString().replace('\\', '/');
                if (!source.matcher(name).matches() || name.contains("/target/") || name.startsWith("target/")) {
                    continue;
                }
                sources++;
                if (Files.readString(file).lines().limit(5).noneMatch(line -> line.contains(LICENCE))) {
                    without.add(name);
                }
            }
        }
        assertThat(sources).isGreaterThan(1500);
        assertThat(without).as("run release/spdx-headers").isEmpty();
    }

    /** Of all modules, those too whose classes {@link ArchitectureTest} does not see. */
    @Test
    void noSourceExtendsAnExceptionOfTheJdk() throws IOException {
        Pattern exception = Pattern.compile("class (\\w+) extends (\\w*(?:Exception|Error|Throwable))\\b");
        List<String> found = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (Path source : mainSources()) {
            Matcher matcher = exception.matcher(Files.readString(source));
            while (matcher.find()) {
                (matcher.group(2).equals("LxtException") ? found : others).add(matcher.group(1));
            }
        }
        assertThat(found).contains("ExplainException", "CompareException", "Problem", "Gone");
        assertThat(others).containsExactly("LxtException");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lxt-api",
                "lxt-tensor",
                "lxt-cuda",
                "lxt-rules",
                "lxt-spi",
                "lxt-models-llama",
                "lxt-models-qwen",
                "lxt-models-bert",
                "lxt-models-vit",
                "lxt-models-gpt2",
                "lxt-models-mistral",
                "lxt-models-granite",
                "lxt-models-deberta",
                "lxt-models-modernbert",
                "lxt-models-smollm3",
                "lxt-models-olmo",
                "lxt-models-gptoss",
                "lxt-models-phi",
                "lxt-models-gemma"
            })
    void theCoreBringsNoOtherLibraryToItsUsers(String module) throws Exception {
        assertThat(dependencies(ROOT.resolve(module).resolve("pom.xml")))
                .filteredOn(Dependency::reachesUsers)
                .allMatch(d -> d.group().equals("org.lxt"));
    }

    @Test
    void whatEveryModuleInheritsReachesNoUser() throws Exception {
        assertThat(dependencies(ROOT.resolve("pom.xml"))).isNotEmpty().noneMatch(Dependency::reachesUsers);
    }

    @Test
    void aLibraryInAPomIsNoticed() throws Exception {
        assertThat(dependencies(ROOT.resolve("lxt-json").resolve("pom.xml")))
                .anyMatch(d -> d.reachesUsers() && !d.group().equals("org.lxt"));
    }

    private record Dependency(String group, String artifact, String scope) {
        boolean reachesUsers() {
            return !scope.equals("test") && !scope.equals("provided");
        }
    }

    /** The dependencies of the project itself, not those it merely gives versions for. */
    private static List<Dependency> dependencies(Path pom) throws Exception {
        Element project = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(pom.toFile())
                .getDocumentElement();
        List<Dependency> found = new ArrayList<>();
        for (Element list : children(project, "dependencies")) {
            for (Element d : children(list, "dependency")) {
                found.add(new Dependency(text(d, "groupId"), text(d, "artifactId"), text(d, "scope")));
            }
        }
        return found;
    }

    private static List<Element> children(Element parent, String name) {
        NodeList nodes = parent.getChildNodes();
        List<Element> found = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            Node node = nodes.item(i);
            if (node instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }

    private static String text(Element parent, String name) {
        return children(parent, name).stream()
                .findFirst()
                .map(Element::getTextContent)
                .orElse("");
    }
}
