// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lxt.asm.cpu.Feature;
import org.lxt.asm.cpu.MatrixPermission;
import org.lxt.asm.cpu.Processor;
import org.lxt.asm.kernel.block.BlockRowProducts;
import org.lxt.asm.kernel.block.BlockRunKernel;
import org.lxt.asm.kernel.move.MoveKernel;
import org.lxt.asm.kernel.product.MatrixKernel;
import org.lxt.asm.kernel.product.PairKernel;
import org.lxt.asm.kernel.product.TileKernel;
import org.lxt.asm.kernel.product.TileShape;
import org.lxt.asm.kernel.row.CurveKernel;
import org.lxt.asm.kernel.row.RowKernel;
import org.lxt.asm.kernel.row.ScoreKernel;
import org.lxt.asm.memory.CodePagesException;
import org.lxt.tensor.backend.Availability;
import org.lxt.tensor.processor.Bf16Product;
import org.lxt.tensor.processor.BlockRuns;
import org.lxt.tensor.processor.CurveRuns;
import org.lxt.tensor.processor.PanelMoves;
import org.lxt.tensor.processor.RowArithmetic;
import org.lxt.tensor.processor.RowProducts;
import org.lxt.tensor.processor.ScoreStrips;
import org.lxt.tensor.processor.TileProduct;

/** The kernels for one set of instructions. Their code is written and loaded when they are first asked for, once. */
public final class Assembled {
    private final TileShape shape;
    private final @Nullable Function<TileShape, Bf16Product> bf16;
    private final Feature[] needed;
    private @Nullable Availability availability;
    private Map<Class<?>, Object> groups = Map.of();

    private Assembled(TileShape shape, @Nullable Function<TileShape, Bf16Product> bf16, Feature... needed) {
        this.shape = shape;
        this.bf16 = bf16;
        this.needed = needed;
    }

    /** Those for 16 registers of 256 bits. */
    public static Assembled avx2() {
        return new Assembled(new TileShape(6, 2, 256), null, Feature.AVX2, Feature.FMA, Feature.F16C);
    }

    /** Those for 32 registers of 512 bits. */
    public static Assembled avx512() {
        return new Assembled(
                new TileShape(12, 2, 512),
                null,
                Feature.AVX512F,
                Feature.AVX512DQ,
                Feature.AVX512BW,
                Feature.AVX512VL,
                Feature.FMA,
                Feature.F16C);
    }

    /** The same, and products of bfloat16 by vectors. */
    public static Assembled avx512Bf16() {
        return new Assembled(
                new TileShape(12, 2, 512),
                PairKernel::new,
                Feature.AVX512F,
                Feature.AVX512DQ,
                Feature.AVX512BW,
                Feature.AVX512VL,
                Feature.FMA,
                Feature.F16C,
                Feature.AVX512_BF16);
    }

    /** The same with products of bfloat16 by AMX. */
    public static Assembled amx() {
        return new Assembled(
                new TileShape(12, 2, 512),
                _ -> MatrixKernel.loaded(),
                Feature.AVX512F,
                Feature.AVX512DQ,
                Feature.AVX512BW,
                Feature.AVX512VL,
                Feature.FMA,
                Feature.F16C,
                Feature.AVX512_BF16,
                Feature.AMX_TILE,
                Feature.AMX_BF16);
    }

    /** Whether they can run here, and why not. */
    public synchronized Availability availability() {
        if (availability == null) {
            availability = load();
        }
        return availability;
    }

    private Availability load() {
        Module own = Assembled.class.getModule();
        if (!own.isNativeAccessEnabled()) {
            return Availability.no("native access is not allowed: start the JVM with --enable-native-access="
                    + (own.isNamed() ? own.getName() : "ALL-UNNAMED"));
        }
        try {
            String missing = Processor.own().missing(needed);
            if (!missing.isEmpty()) {
                return Availability.no("this processor has no " + missing + ", or the system does not let it be used");
            }
            if (List.of(needed).contains(Feature.AMX_TILE) && !MatrixPermission.request()) {
                return Availability.no("the system does not let this process use the registers of AMX");
            }
            Map<Class<?>, Object> all = new HashMap<>();
            all.put(TileProduct.class, new TileKernel(shape, false));
            all.put(PanelMoves.class, new MoveKernel(shape.bits()));
            all.put(RowProducts.class, new BlockRowProducts(shape.bits()));
            all.put(BlockRuns.class, new BlockRunKernel(shape.bits()));
            all.put(CurveRuns.class, new CurveKernel(shape.bits()));
            all.put(ScoreStrips.class, new ScoreKernel(shape.bits()));
            all.put(RowArithmetic.class, new RowKernel(shape.bits()));
            if (bf16 != null) {
                all.put(Bf16Product.class, bf16.apply(shape));
            }
            groups = all;
        } catch (CodePagesException e) {
            return Availability.no(String.valueOf(e.getMessage()));
        } catch (IllegalCallerException | UnsupportedOperationException _) {
            return Availability.no("this JVM calls no native code");
        }
        return Availability.yes("tiles of " + shape.rows() + " x " + shape.columns() + ", vectors of " + shape.bits()
                + " bits" + (bf16 == null ? "" : ", products of bf16 by " + needed[needed.length - 1].label()));
    }

    /** The kernels of a group. */
    public synchronized <K> Optional<K> kernels(Class<K> group) {
        return Optional.ofNullable(group.cast(groups.get(group)));
    }
}
