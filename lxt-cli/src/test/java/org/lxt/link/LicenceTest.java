// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lxt.launch.AppPath;

/** The licence is where it is looked for: in the checkout, in every POM that is published, in every jar. */
class LicenceTest {
    private static final Path ROOT = Path.of(System.getProperty("lxt.root"));
    private static final String HOLDER = "the LXT for Java authors";

    @Test
    void everyPomNamesLicenceAndHolderOrInheritsThem() throws IOException {
        try (Stream<Path> files = Files.list(ROOT)) {
            for (Path folder : Stream.concat(Stream.of(ROOT), files).toList()) {
                Path pom = folder.resolve("pom.xml");
                if (Files.exists(pom) && !Files.readString(pom).contains("<parent>")) {
                    assertThat(Files.readString(pom))
                            .contains("<name>BSD-3-Clause</name>", "<name>" + HOLDER + "</name>");
                }
            }
        }
    }

    @Test
    void everyJarHasTheLicenceAndSaysWhatIsOfOthers() throws IOException {
        String text = Files.readString(ROOT.resolve("LICENSE"));
        assertThat(text).startsWith("BSD 3-Clause License").contains(HOLDER);
        String notice = Files.readString(ROOT.resolve("NOTICE"));
        assertThat(AppPath.modules()).isNotEmpty();
        for (ModuleReference module : AppPath.allModules()) {
            try (ModuleReader reader = module.open()) {
                assertThat(reader.open("META-INF/LICENSE"))
                        .as(module.descriptor().name())
                        .hasValueSatisfying(in -> assertThat(in).hasContent(text));
                assertThat(reader.open("META-INF/NOTICE"))
                        .as(module.descriptor().name())
                        .hasValueSatisfying(in -> assertThat(in).hasContent(notice));
            }
        }
    }

    /** What is bundled stands in the notice, by the path that it has in its jar. */
    @Test
    void theNoticeNamesWhatIsBundled() throws IOException {
        String notice = Files.readString(ROOT.resolve("NOTICE"));
        try (Stream<Path> files = Files.walk(ROOT)) {
            assertThat(files.map(f -> ROOT.relativize(f).toString().replace('\\', '/'))
                            .filter(f -> f.matches("lxt-[^/]+/src/main/resources/.*\\.(ttf|otf|woff2?)"))
                            .map(f -> f.replaceFirst(".*/resources/", "")))
                    .isNotEmpty()
                    .allMatch(notice::contains);
        }
    }
}
