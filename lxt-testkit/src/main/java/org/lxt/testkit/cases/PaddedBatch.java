// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.cases;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.spi.InputKind;
import org.lxt.spi.OutputKind;

/** The padded batch of a case as prompts without padding, and the way back from tokens to columns. */
final class PaddedBatch implements CaseInput {
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
    private int width() {
        return ids[0].length;
    }

    /** The real columns of a row. */
    private int[] columns(int row) {
        if (row < 0 || row >= columns.size()) {
            throw new CaseException("row " + row + " is explained, but the batch has " + columns.size() + " rows");
        }
        return columns.get(row);
    }

    /** A row without its padding. Without positions given, most references count padding too. */
    @Override
    public Prompt prompt(int row, InputKind kind) {
        boolean areColumns = !(kind instanceof InputKind.Tokens t) || t.paddingHasPositions();
        int[] real = columns(row);
        int[] tokens = new int[real.length];
        int[] at = new int[real.length];
        int[] of = new int[real.length];
        for (int i = 0; i < real.length; i++) {
            tokens[i] = ids[row][real[i]];
            of[i] = types == null ? 0 : types[row][real[i]];
            at[i] = positions != null ? positions[row][real[i]] : areColumns ? real[i] : i;
        }
        return Prompt.ofIds(tokens, at, of).paddedTo(reach());
    }

    /** The largest position of the batch and 1, to which scaling by the length of an input refers. */
    private int reach() {
        return positions == null
                ? width()
                : Arrays.stream(positions).flatMapToInt(Arrays::stream).max().orElseThrow() + 1;
    }

    /** Which token of a row stands in a column. */
    private int tokenAt(int row, int column) {
        int[] real = columns(row);
        for (int i = 0; i < real.length; i++) {
            if (real[i] == column) {
                return i;
            }
        }
        throw new CaseException("row " + row + " is explained at column " + column + ", which is padding");
    }

    @Override
    public Target at(Target target, ExplainedOutput explained) {
        return explained.position().isEmpty()
                ? target
                : target.at(tokenAt(explained.row(), explained.position().getAsInt()));
    }

    @Override
    public int column(int row, int part) {
        return columns(row)[part];
    }

    @Override
    public int entry(OutputKind output, int row, int index) {
        return isOverTokens(output) ? tokenAt(row, index) : index;
    }

    @Override
    public int expectedEntry(OutputKind output, int row, int entry) {
        return isOverTokens(output) ? columns(row)[entry] : entry;
    }

    /** The reference gives padding a logit as the place of an answer. */
    @Override
    public void clearPadding(double[] expected, OutputKind output, int row) {
        if (isOverTokens(output) && expected.length == width()) {
            int[] real = columns(row);
            double[] kept = Arrays.stream(real).mapToDouble(c -> expected[c]).toArray();
            System.arraycopy(spread(kept, real, width(), 1), 0, expected, 0, expected.length);
        }
    }

    /** Whether the entries of an output are the tokens of its row, as places of an answer are. */
    private static boolean isOverTokens(OutputKind output) {
        return output.entries() == OutputKind.Entries.PROMPT_TOKEN;
    }

    @Override
    public void stack(Attribution a, int row, TensorStack stack) {
        int[] real = columns(row);
        int width = width();
        int hidden = a.embeddingGradient().orElseThrow().length / a.tokens().size();
        double[] logits = a.logits().orElseThrow();
        stack.add("logits", isOverTokens(a.output()) ? spread(logits, real, width, 1) : logits);
        stack.add("relevance", spread(a.relevance(), real, width, 1), width);
        double[] gradient = a.embeddingGradient().orElseThrow();
        stack.add("embedding_gradient", spread(gradient, real, width, hidden), width, hidden);
        double[] byDimension = a.embeddingRelevance().orElseThrow();
        stack.add("input_x_gradient", spread(byDimension, real, width, hidden), width, hidden);
        double[] latent = new double[a.latent().size() * width];
        for (int layer = 0; layer < a.latent().size(); layer++) {
            double[] values = spread(a.latent().get(layer).relevance(), real, width, 1);
            System.arraycopy(values, 0, latent, layer * width, width);
        }
        stack.add("latent_relevance", latent, a.latent().size(), width);
    }

    @Override
    public void stackBaseline(String name, Attribution a, int row, TensorStack stack) {
        int[] real = columns(row);
        if (name.equals("occlusion")) {
            stack.add(name, spread(a.relevance(), real, width(), 1), width());
            return;
        }
        double[] features = a.embeddingRelevance().orElseThrow();
        int hidden = features.length / a.tokens().size();
        stack.add(name, spread(features, real, width(), hidden), width(), hidden);
    }

    /** Puts the rows of real tokens into the columns they had in the padded batch. */
    private static double[] spread(double[] rows, int[] columns, int width, int size) {
        double[] padded = new double[width * size];
        for (int i = 0; i < columns.length; i++) {
            System.arraycopy(rows, i * size, padded, columns[i] * size, size);
        }
        return padded;
    }
}
