// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.processor.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lxt.api.Fault;
import org.lxt.tensor.backend.Availability;
import org.lxt.tensor.backend.BackendUnavailableException;
import org.lxt.tensor.backend.Precision;
import org.lxt.tensor.processor.BlockRuns;
import org.lxt.tensor.processor.KernelProvider;
import org.lxt.tensor.processor.OfferedKernels;
import org.lxt.tensor.processor.PlantedTiles;
import org.lxt.tensor.processor.PlantedTiles.Mistake;
import org.lxt.tensor.processor.RowProducts;
import org.lxt.tensor.processor.StridedRows;
import org.lxt.tensor.processor.TileProduct;
import org.lxt.tensor.weight.Encoding;

class KernelChoiceTest {
    /** Each test has providers of a class of its own, since what a class was found to be is remembered. */
    private abstract static class Offer extends OfferedKernels<TileProduct> {
        Offer(String name, int priority, Availability availability, Mistake mistake) {
            super(name, priority, availability, TileProduct.class, new PlantedTiles(mistake));
        }
    }

    private static final KernelProvider RIGHT = new Offer("right", 1, Availability.yes("it can"), Mistake.NONE) {};
    private static final KernelProvider AWAY = new Offer("away", 3, Availability.no("it is away"), Mistake.NONE) {};
    private static final KernelProvider WRONG =
            new Offer("wrong", 2, Availability.yes("it can"), Mistake.STARTS_FROM_ZERO) {};

    @Test
    void kernelsThatComputeWronglyAreSwitchedOff() {
        assertThat(KernelChoice.examine(RIGHT).available()).isTrue();
        assertThat(KernelChoice.examine(WRONG))
                .isEqualTo(Availability.no("switched off, since they computed a product of 1 x 1 elements wrongly"));
    }

    @Test
    void theFirstThatCanRunIsChosen() {
        KernelChoice choice = KernelChoice.best(List.of(AWAY, WRONG, RIGHT), Precision.FLOAT32);
        assertThat(choice.name()).isEqualTo("right");
        assertThat(choice.kernels(TileProduct.class)).isPresent();
        assertThat(choice.kernels(KernelProvider.class)).isEmpty();
    }

    /** Says that it reads blocks of one encoding, and computes nothing. */
    private record Idle() implements RowProducts {
        @Override
        public boolean reads(Encoding encoding) {
            return encoding == Encoding.Q4_1;
        }

        @Override
        public int mostRows() {
            return 8;
        }

        @Override
        public int lanes() {
            return 4;
        }

        @Override
        public void dots(
                Encoding encoding,
                MemorySegment w,
                long wAt,
                long wRowBytes,
                int outputs,
                MemorySegment x,
                long xAt,
                long xRowBytes,
                int rows,
                int n,
                MemorySegment y,
                long yAt,
                long yRowBytes) {}

        @Override
        public void sums(
                Encoding encoding,
                MemorySegment w,
                long wAt,
                long wRowBytes,
                int steps,
                MemorySegment x,
                long xAt,
                long xRowBytes,
                int rows,
                int n,
                MemorySegment y,
                long yAt,
                long yRowBytes) {}
    }

    private static final class WithIdle extends OfferedKernels<RowProducts> {
        WithIdle() {
            super(RowProducts.class, new Idle());
        }
    }

    @Test
    void blocksAreCheckedWhenTheyAreMet() {
        KernelChoice choice = KernelChoice.best(List.of(new WithIdle()), Precision.FLOAT32);
        assertThat(choice.name()).isEqualTo("offered");
        assertThat(choice.multiplies(Encoding.Q4_1)).isFalse();
        assertThat(choice.multiplies(Encoding.BF16)).isFalse();
        assertThat(choice.widening(Encoding.Q4_1)).isNull();
    }

    /** Widens blocks of one encoding, and writes nothing. */
    private static final class IdleRuns extends OfferedKernels<BlockRuns> {
        private static final List<Encoding> ASKED = new ArrayList<>();

        IdleRuns() {
            super(BlockRuns.class, new BlockRuns() {
                @Override
                public boolean reads(Encoding encoding) {
                    return encoding == Encoding.Q4_1;
                }

                @Override
                public void widen(Encoding encoding, StridedRows from, int rows, int first, int n, StridedRows to) {
                    ASKED.add(encoding);
                }
            });
        }
    }

    @Test
    void wideningIsCheckedOnceWhenItIsNeeded() {
        KernelChoice choice = KernelChoice.best(List.of(new IdleRuns()), Precision.FLOAT32);
        assertThat(choice.name()).isEqualTo("offered");
        assertThat(IdleRuns.ASKED).isEmpty();
        for (int i = 0; i < 2; i++) {
            assertThat(choice.widening(Encoding.Q4_1)).isNull();
            assertThat(choice.widening(Encoding.Q4_K)).isNull();
            assertThat(IdleRuns.ASKED).containsExactly(Encoding.Q4_1);
        }
    }

    @Test
    void withoutAnyTheBackendsOwnAreUsed() {
        for (List<KernelProvider> all : List.of(List.<KernelProvider>of(), List.of(AWAY, WRONG))) {
            KernelChoice choice = KernelChoice.best(all, Precision.FLOAT32);
            assertThat(choice.name()).isEqualTo("none");
            assertThat(choice.kernels(TileProduct.class)).isEmpty();
        }
    }

    @Test
    void thoseAskedForByNameAreUsedOrRefused() {
        List<KernelProvider> all = List.of(AWAY, WRONG, RIGHT);
        assertThat(KernelChoice.named(all, "right", Precision.FLOAT32).name()).isEqualTo("right");
        refused(all, "away", "kernels 'away' cannot be used: it is away", Fault.SETUP);
        refused(
                all,
                "wrong",
                "kernels 'wrong' cannot be used: switched off, since they computed a product of 1 x 1 elements wrongly",
                Fault.SETUP);
        refused(all, "other", "there are no kernels 'other'; there are: away, wrong, right, auto, none", Fault.CALLER);
        refused(List.of(), "other", "there are no kernels 'other'; there are: auto, none", Fault.CALLER);
    }

    private static void refused(List<KernelProvider> all, String name, String message, Fault fault) {
        assertThatThrownBy(() -> KernelChoice.named(all, name, Precision.FLOAT32))
                .isInstanceOfSatisfying(
                        BackendUnavailableException.class,
                        e -> assertThat(e.fault()).isEqualTo(fault))
                .hasMessage(message);
    }
}
