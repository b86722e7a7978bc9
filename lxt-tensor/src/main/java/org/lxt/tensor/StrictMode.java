// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor;

import java.util.List;

/** Words a strict-mode refusal, with the line of model code that recorded the operation. */
final class StrictMode {
    /** What comes between an operation and the code of a model. */
    private static final List<String> LIBRARY = List.of("org.lxt.tensor.", "org.lxt.rules.");

    private StrictMode() {}

    static String message(Operation operation, Site site) {
        String what = operation.nature() == Nature.PRODUCT ? "a product of two watched tensors" : "non-linear";
        return "strict mode: '" + operation.name() + "' at " + site + " is " + what
                + " and was recorded outside a rule, by " + modelLine()
                + "; apply it through Rules, or declare it ordinary";
    }

    /** The nearest caller outside the tensor and rules packages. */
    private static String modelLine() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(f -> !isLibrary(f.getClassName()))
                        .findFirst()
                        .map(f -> f.getClassName() + "." + f.getMethodName() + "(" + f.getFileName() + ":"
                                + f.getLineNumber() + ")")
                        .orElse("unknown code"));
    }

    private static boolean isLibrary(String className) {
        return LIBRARY.stream().anyMatch(className::startsWith);
    }
}
