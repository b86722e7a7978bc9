// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.lxt.testkit.contract.toy.PlantedFault;
import org.lxt.testkit.contract.toy.ToyPlugin;

/** One fault of each kind is planted, and the contract, run as an author runs it, names it. */
class PlantedFaultsTest {
    private static final Path PAGE = Path.of(System.getProperty("lxt.root"), "docs", "extending.md");

    /** The fault of the run that is under way. */
    private static PlantedFault planted = PlantedFault.values()[0];

    /** Not found by itself, for its name ends otherwise. */
    static final class Faulty extends ModelPluginContract {
        Faulty() {
            super(new ToyPlugin(planted), ToyContractTest.CONFIG);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theContractNamesTheFault(PlantedFault fault) {
        planted = fault;
        Map<String, String> failures = failures();
        assertThat(failures).containsKey(fault.test());
        assertThat(failures.get(fault.test())).contains(fault.words());
    }

    /** The messages of the tests that failed, by their names. */
    private static Map<String, String> failures() {
        Map<String, String> failures = new LinkedHashMap<>();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(Faulty.class))
                .build();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (result.getStatus() != Status.SUCCESSFUL) {
                    failures.put(
                            test.getDisplayName().replace("()", ""),
                            result.getThrowable().map(Throwable::getMessage).orElse(""));
                }
            }
        });
        return failures;
    }

    @Test
    void theTableOfTheDocumentationIsThis() throws IOException {
        StringBuilder table = new StringBuilder("| planted | the test that fails | what it says |\n|---|---|---|\n");
        for (PlantedFault fault : PlantedFault.values()) {
            table.append("| %s | `%s` | ... %s ... |\n".formatted(fault.title(), fault.test(), fault.words()));
        }
        assertThat(Files.readString(PAGE)).contains(table);
    }
}
