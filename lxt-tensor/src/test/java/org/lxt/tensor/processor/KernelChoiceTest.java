package org.lxt.tensor.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lxt.api.Fault;
import org.lxt.tensor.backend.Availability;
import org.lxt.tensor.backend.BackendUnavailableException;
import org.lxt.tensor.backend.Precision;

class KernelChoiceTest {
    private static final int ROWS = 3;
    private static final int COLUMNS = 4;

    /** What is wrong with a kernel. */
    enum Mistake {
        NONE,
        LEAVES_OUT_THE_LAST_STEP,
        STARTS_FROM_ZERO,
        ROUNDS_TWICE,
        IGNORES_THE_STEP_BETWEEN_TILES,
        WRITES_AFTER_THE_LAST_TILE,
        FORGETS_THE_LAST_ROW
    }

    private record Product(Mistake mistake) implements TileProduct {
        @Override
        public int rows() {
            return ROWS;
        }

        @Override
        public int columns() {
            return COLUMNS;
        }

        @Override
        public void run(int rows, int depth, float[] a, int aAt, int aStep, float[] b, int bAt, float[] c, int cAt) {
            int step = mistake == Mistake.IGNORES_THE_STEP_BETWEEN_TILES ? depth * ROWS : aStep;
            int steps = mistake == Mistake.LEAVES_OUT_THE_LAST_STEP ? depth - 1 : depth;
            for (int r = 0; r < (mistake == Mistake.FORGETS_THE_LAST_ROW ? rows - 1 : rows); r++) {
                for (int j = 0; j < COLUMNS; j++) {
                    float sum = mistake == Mistake.STARTS_FROM_ZERO ? 0 : c[cAt + r * COLUMNS + j];
                    for (int k = 0; k < steps; k++) {
                        float left = a[aAt + r / ROWS * step + k * ROWS + r % ROWS];
                        float right = b[bAt + k * COLUMNS + j];
                        sum = mistake == Mistake.ROUNDS_TWICE ? left * right + sum : Math.fma(left, right, sum);
                    }
                    c[cAt + r * COLUMNS + j] = sum;
                }
            }
            if (mistake == Mistake.WRITES_AFTER_THE_LAST_TILE) {
                c[cAt + (rows + ROWS - 1) / ROWS * ROWS * COLUMNS] = 0;
            }
        }
    }

    /** Each test has providers of a class of its own, since what a class was found to be is remembered. */
    private abstract static class Offer implements KernelProvider {
        private final String name;
        private final int priority;
        private final Availability availability;
        private final Mistake mistake;

        Offer(String name, int priority, Availability availability, Mistake mistake) {
            this.name = name;
            this.priority = priority;
            this.availability = availability;
            this.mistake = mistake;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int priority() {
            return priority;
        }

        @Override
        public boolean suits() {
            return true;
        }

        @Override
        public Availability availability() {
            return availability;
        }

        @Override
        public <K> Optional<K> kernels(Class<K> group) {
            return group == TileProduct.class ? Optional.of(group.cast(new Product(mistake))) : Optional.empty();
        }
    }

    private static final KernelProvider RIGHT = new Offer("right", 1, Availability.yes("it can"), Mistake.NONE) {};
    private static final KernelProvider AWAY = new Offer("away", 3, Availability.no("it is away"), Mistake.NONE) {};
    private static final KernelProvider WRONG =
            new Offer("wrong", 2, Availability.yes("it can"), Mistake.STARTS_FROM_ZERO) {};

    @ParameterizedTest
    @EnumSource
    void aMistakeIsFound(Mistake mistake) {
        assertThat(TileProductCheck.problem(new Product(mistake)).isEmpty()).isEqualTo(mistake == Mistake.NONE);
    }

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
