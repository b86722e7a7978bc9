// SPDX-License-Identifier: BSD-3-Clause
/**
 * Units of a model: heads, neurons, experts, any value that has a name. Which of them are meant is a {@link
 * org.lxt.explain.units.UnitChoice}, what relevance they have a {@link org.lxt.explain.units.UnitRelevance}, what is changed at
 * them an {@link org.lxt.explain.units.Intervention}. {@code docs/units.md} has the names.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.explain.units;
