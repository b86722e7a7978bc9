// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.units;

/** What is patched together in one run. */
public enum PatchBy {
    /** A choice as it is, all values that its name fits. */
    CHOICE,
    /** Each value by itself: its chosen units at its chosen positions. */
    VALUE,
    /** Each unit of each value, at all chosen positions. */
    UNIT,
    /** Each position of each value, all chosen units. */
    POSITION,
    /** Each unit at each position. */
    UNIT_AT_POSITION
}
