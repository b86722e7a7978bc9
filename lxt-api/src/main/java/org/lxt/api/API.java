// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what a user may rely on: of all types of a package, or of a single type where it differs from its package. {@code
 * docs/versioning.md} says what each status promises, and a test of every build keeps to it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PACKAGE, ElementType.TYPE})
public @interface API {
    /** What is promised. */
    enum Status {
        /** Changes incompatibly only with the major version. */
        STABLE,
        /** May change with the minor version: it is new, or waits for a second user. */
        EXPERIMENTAL
    }

    /** What is promised. */
    Status status();

    /** The version that had it first, such as {@code 0.1}. */
    String since();
}
