package org.example.olmo2;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.lxt.testkit.contract.ModelPluginContract;

/** The OLMo 2 family keeps the contract of plugins, and computes what transformers and lxt compute. */
class Olmo2ContractTest extends ModelPluginContract {
    private static final Path CASES = Path.of("src/test/cases");

    Olmo2ContractTest() {
        super(new Olmo2Plugin(), CASES.resolve("olmo2-grouped-bias/config.json"));
    }

    @Override
    protected List<Path> oracleCases() {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
