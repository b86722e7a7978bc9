// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.memory;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** Functions of the system. */
final class SystemCall {
    private SystemCall() {}

    /** One by its name. */
    @SuppressWarnings("restricted") // pages for code are memory of the system
    static MethodHandle find(SymbolLookup library, String name, FunctionDescriptor type) {
        return Linker.nativeLinker()
                .downcallHandle(
                        library.find(name)
                                .orElseThrow(() -> new CodePagesException("the system has no function " + name)),
                        type);
    }
}
