package org.lxt.explain.method;

/** What stands for an input that says nothing. */
public interface Baseline {
    /** Zero embeddings, or pixels that are zero after normalisation. */
    Baseline ZERO = new Baseline() {
        @Override
        public double[] of(Asked asked) {
            return new double[asked.input().length];
        }

        @Override
        public String toString() {
            return "zero";
        }
    };

    /**
     * The baseline of a question.
     *
     * @return {@code [rows, columns]} of the question, row by row
     */
    double[] of(Asked asked);

    /**
     * Values that are given, the same for each question.
     *
     * @param values {@code [rows, columns]} of the question, row by row
     */
    static Baseline given(double[] values) {
        double[] own = values.clone();
        return new Baseline() {
            @Override
            public double[] of(Asked asked) {
                return own.clone();
            }

            @Override
            public String toString() {
                return "given";
            }
        };
    }
}
