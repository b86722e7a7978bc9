// SPDX-License-Identifier: BSD-3-Clause
package org.example.exaone4;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.lxt.testkit.contract.ModelPluginContract;

/** The EXAONE 4 family keeps the contract of plugins, and computes what transformers and lxt compute. */
class Exaone4ContractTest {
    private static final Path CASES = Path.of("src/test/cases");

    @Nested
    class Windows extends ModelPluginContract {
        Windows() {
            super(new Exaone4Plugin(), CASES.resolve("exaone4-window/config.json"));
        }

        @Override
        protected List<Path> oracleCases() {
            return cases();
        }

        @Override
        protected boolean mayChangeNothing(String option) {
            return isSaidOtherwise(option);
        }
    }

    @Nested
    class Plain extends ModelPluginContract {
        Plain() {
            super(new Exaone4Plugin(), CASES.resolve("exaone4-full/config.json"));
        }

        @Override
        protected boolean mayChangeNothing(String option) {
            return isSaidOtherwise(option);
        }
    }

    /** The pattern says nothing where {@code layer_types} has said it. */
    private static boolean isSaidOtherwise(String option) {
        return option.equals("sliding_window_pattern");
    }

    private static List<Path> cases() {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
