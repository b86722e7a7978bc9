// SPDX-License-Identifier: BSD-3-Clause
/**
 * What a pass sees of the values inside a model, and what it puts in their place. Begin at {@link
 * org.lxt.explain.observe.UnitObserver}.
 */
package org.lxt.explain.observe;
