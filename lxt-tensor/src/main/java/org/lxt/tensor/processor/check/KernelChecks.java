// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.processor.check;

import java.util.Optional;
import org.lxt.tensor.processor.Bf16Product;
import org.lxt.tensor.processor.BlockRuns;
import org.lxt.tensor.processor.CurveRuns;
import org.lxt.tensor.processor.KernelProvider;
import org.lxt.tensor.processor.PanelMoves;
import org.lxt.tensor.processor.RowArithmetic;
import org.lxt.tensor.processor.RowProducts;
import org.lxt.tensor.processor.ScoreStrips;
import org.lxt.tensor.processor.TileProduct;
import org.lxt.tensor.weight.Encoding;

/** The checks of all groups of kernels; what reads blocks is checked by itself, when there are some. */
public final class KernelChecks {
    private KernelChecks() {}

    /** What is wrong with kernels that are available, in words that follow a name; empty if nothing is. */
    public static Optional<String> problem(KernelProvider provider) {
        return provider.kernels(TileProduct.class)
                .flatMap(TileProductCheck::problem)
                .or(() -> provider.kernels(PanelMoves.class).flatMap(PanelMovesCheck::problem))
                .or(() -> provider.kernels(RowProducts.class).flatMap(RowProductsCheck::problem))
                .or(() -> provider.kernels(CurveRuns.class).flatMap(CurveRunsCheck::problem))
                .or(() -> provider.kernels(RowArithmetic.class).flatMap(RowArithmeticCheck::problem))
                .or(() -> provider.kernels(ScoreStrips.class).flatMap(ScoreStripsCheck::problem))
                .or(() -> provider.kernels(Bf16Product.class).flatMap(Bf16ProductCheck::problem));
    }

    /** What is wrong with products of few rows with blocks of an encoding, in the same words. */
    public static Optional<String> problem(RowProducts products, Encoding encoding) {
        return RowProductsCheck.problem(products, encoding);
    }

    /** What is wrong with the widening of blocks of an encoding, likewise. */
    public static Optional<String> problem(BlockRuns runs, Encoding encoding) {
        return BlockRunsCheck.problem(runs, encoding);
    }
}
