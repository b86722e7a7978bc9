// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.compile;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lxt.cuda.driver.CudaException;
import org.lxt.cuda.foreign.NativeCall;
import org.lxt.cuda.foreign.NativeLibrary;

/** The compiler for kernels, {@code libnvrtc}. Source: NVIDIA, NVRTC. Safe for several threads. */
public final class NvrtcApi {
    private static final int LONGEST_ERROR = 256;
    private static final int LOG_LINES = 3;

    private final NativeLibrary library;
    private final MethodHandle version;
    private final MethodHandle architectureCount;
    private final MethodHandle architectures;
    private final MethodHandle create;
    private final MethodHandle destroy;
    private final MethodHandle compile;
    private final MethodHandle logSize;
    private final MethodHandle log;
    private final MethodHandle cubinSize;
    private final MethodHandle cubin;
    private final MethodHandle ptxSize;
    private final MethodHandle ptx;
    private final MethodHandle errorString;

    /** Looks the functions up. */
    public NvrtcApi(NativeLibrary library) {
        this.library = library;
        version = library.function("nvrtcVersion", ADDRESS, ADDRESS);
        architectureCount = library.function("nvrtcGetNumSupportedArchs", ADDRESS);
        architectures = library.function("nvrtcGetSupportedArchs", ADDRESS);
        create = library.function("nvrtcCreateProgram", ADDRESS, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, ADDRESS);
        destroy = library.function("nvrtcDestroyProgram", ADDRESS);
        compile = library.function("nvrtcCompileProgram", JAVA_LONG, JAVA_INT, ADDRESS);
        logSize = library.function("nvrtcGetProgramLogSize", JAVA_LONG, ADDRESS);
        log = library.function("nvrtcGetProgramLog", JAVA_LONG, ADDRESS);
        cubinSize = library.function("nvrtcGetCUBINSize", JAVA_LONG, ADDRESS);
        cubin = library.function("nvrtcGetCUBIN", JAVA_LONG, ADDRESS);
        ptxSize = library.function("nvrtcGetPTXSize", JAVA_LONG, ADDRESS);
        ptx = library.function("nvrtcGetPTX", JAVA_LONG, ADDRESS);
        errorString = library.function("nvrtcGetErrorString", FunctionDescriptor.of(ADDRESS, JAVA_INT));
    }

    /** Where the library is. */
    public String where() {
        return library.where();
    }

    /** Its version, such as {@code 12.4}. */
    public String version() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment major = arena.allocate(JAVA_INT);
            MemorySegment minor = arena.allocate(JAVA_INT);
            check("nvrtcVersion", () -> (int) version.invokeExact(major, minor));
            return major.get(JAVA_INT, 0) + "." + minor.get(JAVA_INT, 0);
        }
    }

    /** The architectures that it compiles for, such as 90, in ascending order. */
    public List<Integer> architectures() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment count = arena.allocate(JAVA_INT);
            check("nvrtcGetNumSupportedArchs", () -> (int) architectureCount.invokeExact(count));
            MemorySegment all = arena.allocate(JAVA_INT, count.get(JAVA_INT, 0));
            check("nvrtcGetSupportedArchs", () -> (int) architectures.invokeExact(all));
            return all.elements(JAVA_INT).map(e -> e.get(JAVA_INT, 0)).sorted().toList();
        }
    }

    /**
     * Compiles a program.
     *
     * @param headers texts that it includes, by their names
     * @param binary whether the result is to be binary code (for {@code sm_} architectures) or PTX (for {@code compute_} ones)
     * @return what the driver loads
     * @throws CudaException with the first lines of the compiler's log if it does not compile
     */
    public byte[] compile(String program, Map<String, String> headers, List<String> options, boolean binary) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment at = arena.allocate(ADDRESS);
            List<String> names = new ArrayList<>();
            List<String> texts = new ArrayList<>();
            headers.forEach((name, text) -> {
                names.add(name);
                texts.add(text);
            });
            MemorySegment source = arena.allocateFrom(program);
            MemorySegment title = arena.allocateFrom("lxt-kernels.cu");
            MemorySegment nameList = strings(arena, names);
            MemorySegment textList = strings(arena, texts);
            check("nvrtcCreateProgram", () ->
                    (int) create.invokeExact(at, source, title, names.size(), textList, nameList));
            long handle = at.get(JAVA_LONG, 0);
            try {
                return compiled(handle, strings(arena, options), options.size(), binary);
            } finally {
                check("nvrtcDestroyProgram", () -> (int) destroy.invokeExact(at));
            }
        }
    }

    private byte[] compiled(long program, MemorySegment options, int count, boolean binary) {
        int status = NativeCall.status(() -> (int) compile.invokeExact(program, count, options));
        if (status != 0) {
            throw new CudaException("NVRTC (" + where() + ") does not compile the kernels: " + error(status)
                    + firstLines(new String(bytes(program, "nvrtcGetProgramLog", logSize, log), UTF_8))
                    + "; take another version of it, or choose another backend");
        }
        return binary ? bytes(program, "nvrtcGetCUBIN", cubinSize, cubin) : bytes(program, "nvrtcGetPTX", ptxSize, ptx);
    }

    private byte[] bytes(long program, String function, MethodHandle size, MethodHandle get) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment length = arena.allocate(JAVA_LONG);
            check(function + "Size", () -> (int) size.invokeExact(program, length));
            MemorySegment bytes = arena.allocate(Math.max(1, length.get(JAVA_LONG, 0)));
            check(function, () -> (int) get.invokeExact(program, bytes));
            return bytes.toArray(JAVA_BYTE);
        }
    }

    private static String firstLines(String log) {
        StringBuilder lines = new StringBuilder();
        log.lines()
                .map(line -> line.replace("\0", "").strip())
                .filter(line -> line.contains("error"))
                .limit(LOG_LINES)
                .forEach(line -> lines.append(lines.isEmpty() ? ", " : " / ").append(line));
        return lines.toString();
    }

    private static MemorySegment strings(Arena arena, List<String> strings) {
        MemorySegment list = arena.allocate(ADDRESS, Math.max(1, strings.size()));
        for (int i = 0; i < strings.size(); i++) {
            list.setAtIndex(ADDRESS, i, arena.allocateFrom(strings.get(i)));
        }
        return list;
    }

    private void check(String function, NativeCall call) {
        int status = NativeCall.status(call);
        if (status != 0) {
            throw new CudaException("NVRTC (" + where() + ") failed in " + function + ": " + error(status)
                    + "; take another version of it, or choose another backend");
        }
    }

    @SuppressWarnings("restricted")
    private String error(int status) {
        MemorySegment[] text = {MemorySegment.NULL};
        NativeCall.status(() -> {
            text[0] = (MemorySegment) errorString.invokeExact(status);
            return 0;
        });
        return text[0].equals(MemorySegment.NULL)
                ? "error " + status
                : text[0].reinterpret(LONGEST_ERROR).getString(0);
    }
}
