package org.example.phi3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.lxt.testkit.contract.ModelPluginContract;

/** The Phi-3 family keeps the contract of plugins, and computes what transformers and lxt compute. */
class Phi3ContractTest {
    private static final Path CASES = Path.of("src/test/cases");

    @Nested
    class Longrope extends ModelPluginContract {
        Longrope() {
            super(new Phi3Plugin(), CASES.resolve("phi3-longrope-long/config.json"));
        }

        @Override
        protected List<Path> oracleCases() {
            return cases();
        }
    }

    @Nested
    class Plain extends ModelPluginContract {
        Plain() {
            super(new Phi3Plugin(), CASES.resolve("phi3-window/config.json"));
        }

        @Override
        protected boolean mayChangeNothing(String option) {
            return option.equals("original_max_position_embeddings");
        }
    }

    private static List<Path> cases() {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
