package org.lxt.testkit.cases;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.Prompt;

/** The padded batch of a case as prompts without padding, and the way back from tokens to columns. */
final class PaddedBatch {
    private final int[][] ids;
    private final List<int[]> columns = new ArrayList<>();
    private final int @Nullable [][] positions;
    private final int @Nullable [][] types;

    PaddedBatch(OracleCase oracle) {
        ids = oracle.inputIds();
        positions = oracle.positionIds();
        types = oracle.tokenTypeIds();
        int[][] mask = oracle.attentionMask();
        for (int r = 0; r < ids.length; r++) {
            List<Integer> real = new ArrayList<>();
            for (int c = 0; c < ids[r].length; c++) {
                if (mask == null || mask[r][c] != 0) {
                    real.add(c);
                }
            }
            columns.add(real.stream().mapToInt(Integer::intValue).toArray());
        }
    }

    /** Number of columns, padding counted. */
    int width() {
        return ids[0].length;
    }

    /** The real columns of a row. */
    int[] columns(int row) {
        if (row < 0 || row >= columns.size()) {
            throw new CaseException("row " + row + " is explained, but the batch has " + columns.size() + " rows");
        }
        return columns.get(row);
    }

    /** A row without its padding. Without positions given, the reference counts padding too. */
    Prompt prompt(int row) {
        int[] real = columns(row);
        int[] tokens = new int[real.length];
        int[] at = new int[real.length];
        int[] of = new int[real.length];
        for (int i = 0; i < real.length; i++) {
            tokens[i] = ids[row][real[i]];
            of[i] = types == null ? 0 : types[row][real[i]];
            at[i] = positions == null ? real[i] : positions[row][real[i]];
        }
        return Prompt.ofIds(tokens, at, of);
    }

    /** Which token of a row stands in a column. */
    int tokenAt(int row, int column) {
        int[] real = columns(row);
        for (int i = 0; i < real.length; i++) {
            if (real[i] == column) {
                return i;
            }
        }
        throw new CaseException("row " + row + " is explained at column " + column + ", which is padding");
    }
}
