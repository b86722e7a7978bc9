// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.cpu;

import static org.lxt.asm.x86.Address.at;
import static org.lxt.asm.x86.General.RAX;
import static org.lxt.asm.x86.General.RBX;
import static org.lxt.asm.x86.General.RCX;
import static org.lxt.asm.x86.General.RDI;
import static org.lxt.asm.x86.General.RDX;
import static org.lxt.asm.x86.General.RSI;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lxt.asm.memory.CodePagesException;
import org.lxt.asm.memory.Function;
import org.lxt.asm.memory.Functions;
import org.lxt.asm.x86.Code;
import org.lxt.asm.x86.GeneralCode;

/**
 * What the processor has and the system lets be used. Not every system on every processor saves all registers when it switches
 * threads, so both are asked: the processor by CPUID, the system by XGETBV.
 *
 * @param features what may be used
 */
public record Processor(Set<Feature> features) {
    private static final int EXTENDED = 7;

    /** In ecx of leaf 1: XGETBV may be asked. */
    private static final int OSXSAVE = 1 << 27;

    private static volatile @Nullable Processor own;

    /** Copies the set. */
    public Processor {
        features = Set.copyOf(features);
    }

    /** Whether this JVM runs on x86-64, which the code is for. */
    public static boolean isOfThisKind() {
        String architecture = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        return architecture.equals("amd64") || architecture.equals("x86_64");
    }

    /**
     * The one that this JVM runs on; asked once.
     *
     * @throws CodePagesException if no code can be loaded here
     */
    public static Processor own() {
        Processor known = own;
        if (known == null) {
            known = ask();
            own = known;
        }
        return known;
    }

    private static Processor ask() {
        Functions functions = new Functions();
        functions.addPlain(Processor::cpuid);
        functions.addPlain(Processor::xgetbv);
        List<Function> loaded = functions.load();
        return new Processor(features(loaded.get(0), loaded.get(1)));
    }

    @SuppressWarnings("EnumOrdinal") // registers are named in the order in which the stub stores them
    private static Set<Feature> features(Function cpuid, Function xgetbv) {
        int highest = leaf(cpuid, 0, 0)[Feature.Register.EAX.ordinal()];
        Set<Feature> found = EnumSet.noneOf(Feature.class);
        if (highest < 1 || (leaf(cpuid, 1, 0)[Feature.Register.ECX.ordinal()] & OSXSAVE) == 0) {
            return found;
        }
        int[] xcr0 = new int[2];
        call(xgetbv, xcr0, new long[1]);
        int lastSubleaf = highest < EXTENDED ? 0 : leaf(cpuid, EXTENDED, 0)[Feature.Register.EAX.ordinal()];
        for (Feature feature : Feature.values()) {
            boolean told = feature.leaf <= highest && (feature.leaf != EXTENDED || feature.subleaf <= lastSubleaf);
            if (told
                    && (xcr0[0] & feature.state) == feature.state
                    && (leaf(cpuid, feature.leaf, feature.subleaf)[feature.register.ordinal()] >>> feature.bit & 1)
                            != 0) {
                found.add(feature);
            }
        }
        return found;
    }

    private static int[] leaf(Function cpuid, int leaf, int subleaf) {
        int[] registers = new int[4];
        call(cpuid, registers, new long[] {leaf, subleaf});
        return registers;
    }

    private static void call(Function function, int[] result, long[] numbers) {
        MemorySegment unused = MemorySegment.NULL;
        function.call(MemorySegment.ofArray(result), unused, unused, MemorySegment.ofArray(numbers));
    }

    /** {@code (int[4] result, -, -, {leaf, subleaf})}. */
    private static void cpuid(Code code) {
        GeneralCode g = new GeneralCode(code);
        g.push(RBX);
        g.mov(RAX, at(RCX));
        g.mov(RCX, at(RCX, 8));
        g.cpuid();
        // two registers of 32 bits at a time
        g.mov(RSI, RDX);
        g.shl(RSI, 32);
        g.add(RCX, RSI);
        g.mov(at(RDI, 8), RCX);
        g.shl(RBX, 32);
        g.add(RAX, RBX);
        g.mov(at(RDI), RAX);
        g.pop(RBX);
    }

    /** {@code (int[2] result, -, -, {0})}: the lower half of XCR0, and a 0. */
    private static void xgetbv(Code code) {
        GeneralCode g = new GeneralCode(code);
        g.mov(RCX, at(RCX));
        g.xgetbv();
        g.mov(at(RDI), RAX);
    }

    /** The names of those of these that are missing, with commas; empty if none is. */
    public String missing(Feature... needed) {
        return Arrays.stream(needed)
                .filter(feature -> !features.contains(feature))
                .map(Feature::label)
                .collect(Collectors.joining(", "));
    }
}
