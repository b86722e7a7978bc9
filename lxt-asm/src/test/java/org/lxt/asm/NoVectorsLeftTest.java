// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.tensor.backend.AttentionKernelCases;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.Backends;
import org.lxt.tensor.backend.KernelCase;
import org.lxt.tensor.backend.KernelCases;
import org.lxt.tensor.backend.Precision;
import org.lxt.tensor.backend.ProductCases;
import org.lxt.tensor.backend.ScoreKernelCases;
import org.lxt.tensor.processor.KernelProvider;
import org.lxt.tensor.processor.RowProducts;
import org.lxt.tensor.processor.choice.KernelChoice;
import org.lxt.tensor.vector.hardware.Lanes;
import org.lxt.tensor.weight.Encoding;

/**
 * With kernels of this module nothing loads a vector of the Vector API any more. The JVM is started with its quick compiler alone
 * then, to which such vectors are objects: what used them would take a hundred times as long, and no other test would see it.
 */
@Tag("vector")
class NoVectorsLeftTest {
    private static final List<String> VECTORS = List.of("Float", "Int", "Short", "Byte");
    private static final List<String> LOADS = List.of("fromArray", "fromMemorySegment");
    private static final List<String> BLOCKED = Stream.of(Encoding.values())
            .filter(Encoding::isBlocked)
            .map(Encoding::name)
            .toList();

    /**
     * All but weights in blocks, of which what begins within a block is left to the Vector API. Kernels that fit the JVM's
     * vectors: where those are wider, attention of single queries keeps their order of sums.
     */
    @Test
    void nothingLoadsVectors(@TempDir Path folder) throws IOException {
        List<KernelCase> cases = new ArrayList<>(KernelCases.ofSize(37));
        cases.addAll(ProductCases.sample(1, 20, 100_000));
        cases.addAll(AttentionKernelCases.all());
        cases.addAll(ScoreKernelCases.all());
        cases.removeIf(c -> BLOCKED.stream().anyMatch(c.name()::contains));
        List<String> usable = KernelChoice.providers().stream()
                .filter(p -> KernelChoice.examine(p).available() && p.precision() == Precision.FLOAT32)
                .filter(p -> p.kernels(RowProducts.class).orElseThrow().lanes() == Lanes.LENGTH)
                .map(KernelProvider::name)
                .toList();
        assumeTrue(!usable.isEmpty(), "none can be used here");
        assertThat(loads(usable.getFirst(), cases, folder.resolve("with.jfr"))).isEmpty();
        List<KernelCase> few = KernelCases.ofSize(37);
        assertThat(loads(BackendOptions.NO_KERNELS, few, folder.resolve("without.jfr")))
                .contains("jdk.incubator.vector.FloatVector.fromMemorySegment");
    }

    /** Which methods that load vectors were called. */
    private static TreeSet<String> loads(String kernels, List<KernelCase> cases, Path file) throws IOException {
        String filter = VECTORS.stream()
                .flatMap(v -> LOADS.stream().map(l -> "jdk.incubator.vector." + v + "Vector::" + l))
                .collect(Collectors.joining(";"));
        try (Recording recording = new Recording();
                Backend backend = Backends.named("vector", new BackendOptions(1).withKernels(kernels))) {
            recording.enable("jdk.MethodTiming").with("filter", filter).with("period", "endChunk");
            recording.start();
            cases.forEach(c -> c.run().apply(backend));
            recording.stop();
            recording.dump(file);
        }
        try (Stream<RecordedEvent> events = RecordingFile.readAllEvents(file).stream()) {
            return events.filter(e -> e.getEventType().getName().equals("jdk.MethodTiming"))
                    .filter(e -> e.getLong("invocations") > 0)
                    .map(e -> e.<RecordedMethod>getValue("method"))
                    .map(m -> m.getType().getName() + "." + m.getName())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
