// SPDX-License-Identifier: BSD-3-Clause
/**
 * From what a target says to what is explained: {@link org.lxt.explain.target.TargetPlaces} finds its rows, {@link
 * org.lxt.explain.target.EntryNames} its entry, and {@link org.lxt.explain.target.ChosenTarget} the {@link
 * org.lxt.explain.target.Quantity} that a backward pass starts from.
 */
package org.lxt.explain.target;
