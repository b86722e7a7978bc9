// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lxt.tensor.ops.Operations.embedding;
import static org.lxt.tensor.ops.Operations.linear;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.Backends;
import org.lxt.tensor.device.StandInDevice;
import org.lxt.tensor.weight.Weight;
import org.lxt.tensor.weight.WeightData;
import org.lxt.tensor.weight.WeightHandle;

/** Weights are loaded once, and freed with the store. */
class WeightStoreTest {
    private final StandInDevice device = StandInDevice.open();
    private final Weight weight = Weight.of("w", new double[] {1, 2, 3, 4, 5, 6}, 2, 3);

    @AfterEach
    void close() {
        device.close();
        assertThat(device.liveWeights()).isZero();
        assertThat(device.liveBuffers()).isZero();
    }

    private double[] applied(Scope scope, Weight w) {
        return linear(scope.constant(Shape.of(1, w.columns()), new double[w.columns()]), w, null)
                .toDoubles();
    }

    @Test
    void loadsAWeightOnceForAllItsScopes() {
        try (WeightStore store = new WeightStore(device)) {
            assertThat(device.weightLoads()).isZero();
            for (int i = 0; i < 3; i++) {
                try (Scope scope = Scope.open(store, ScopeOptions.PLAIN)) {
                    applied(scope, weight);
                    applied(scope, weight.rows(0, 1));
                }
            }
            assertThat(device.weightLoads())
                    .as("the weight and the view of its first row")
                    .isEqualTo(2);
            assertThat(device.liveWeights()).isEqualTo(2);
        }
        assertThat(device.liveWeights()).isZero();
    }

    @Test
    void aScopeWithoutAStoreFreesWhatItLoaded() {
        try (Scope scope = Scope.open(device, ScopeOptions.PLAIN)) {
            applied(scope, weight);
            assertThat(device.liveWeights()).isEqualTo(1);
        }
        assertThat(device.liveWeights()).isZero();
    }

    @Test
    void storesOfOneBackendKnowNothingOfEachOther() {
        try (WeightStore kept = new WeightStore(device)) {
            WeightHandle handle = kept.handle(weight);
            try (WeightStore other = new WeightStore(device)) {
                assertThat(other.handle(weight)).isNotEqualTo(handle);
            }
            assertThat(kept.handle(weight)).isSameAs(handle);
            assertThat(device.liveWeights()).isEqualTo(1);
        }
    }

    @Test
    void threadsThatAskAtOnceGetTheSame() {
        try (WeightStore store = new WeightStore(device)) {
            List<WeightHandle> handles = IntStream.range(0, 64)
                    .parallel()
                    .mapToObj(i -> store.handle(weight))
                    .toList();
            assertThat(handles).allMatch(h -> h == handles.getFirst());
            assertThat(device.weightLoads()).isEqualTo(1);
        }
    }

    @Test
    void aClosedStoreLoadsNothing() {
        WeightStore store = new WeightStore(device);
        store.close();
        store.close();
        assertThatThrownBy(() -> store.handle(weight))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("store is closed");
    }

    @Test
    void tellsOfWeightsThatAreReadWholeWhereTheyAreStored() {
        List<WeightData> read = new ArrayList<>();
        try (Backend host = Backends.named("scalar", new BackendOptions(1));
                WeightStore store = new WeightStore(host, read::add);
                Scope scope = Scope.open(store, ScopeOptions.PLAIN)) {
            embedding(scope, weight, new int[] {1});
            assertThat(read).as("after one row was read").isEmpty();
            applied(scope, weight);
            applied(scope, weight.rows(0, 1));
        }
        assertThat(read).containsExactly(weight.data(), weight.rows(0, 1).data());
    }

    @Test
    void aDeviceReadsItsOwnCopies() {
        List<WeightData> read = new ArrayList<>();
        try (WeightStore store = new WeightStore(device, read::add);
                Scope scope = Scope.open(store, ScopeOptions.PLAIN)) {
            applied(scope, weight);
        }
        assertThat(read).isEmpty();
    }
}
