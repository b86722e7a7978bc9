// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.json;

/** Makes the exception of a caller, who knows whose fault a problem is and what to do about it. */
@FunctionalInterface
public interface JsonRefusal {
    /**
     * The exception to throw.
     *
     * @param source the file's path, or the name that a text was given
     * @param problem what is wrong with it
     */
    RuntimeException of(String source, JsonProblem problem);
}
