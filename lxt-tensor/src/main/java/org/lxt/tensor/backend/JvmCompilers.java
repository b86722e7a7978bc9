// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend;

/** The compilers that this JVM has: a quick one and one that optimises, or the quick one alone. */
public final class JvmCompilers {
    private JvmCompilers() {}

    /**
     * Whether it has its quick compiler alone, as with {@code -XX:TieredStopAtLevel=1}. Kernels in machine code are called sooner
     * so; kernels in Java, above all those of the Vector API, are many times slower. JVMs other than HotSpot have no such mode.
     */
    public static boolean isQuickAlone() {
        // HotSpot tells so in this property; its management interface names the compilers the same in either mode
        return System.getProperty("java.vm.info", "").contains("emulated-client");
    }

    /** What to do about it. */
    public static String remedy() {
        return "start the JVM with -XX:TieredStopAtLevel=4 (lxt takes its options from LXT_JAVA_OPTS)";
    }
}
