// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.json;

/** What a reader takes for JSON. No dialect takes a name that an object has twice, or anything after the value. */
public enum Dialect {
    /** What RFC 8259 says, and nothing else. */
    STANDARD,

    /** Also the bare words {@code NaN}, {@code Infinity} and {@code -Infinity}, which Python's json module reads and writes. */
    PYTHON
}
