// SPDX-License-Identifier: BSD-3-Clause
/**
 * Parameters as they are stored: a {@link org.lxt.tensor.weight.Weight} is rows of a matrix in a file, and {@link
 * org.lxt.tensor.weight.WeightHandle} is what a backend has made of them.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.STABLE, since = "0.1")
package org.lxt.tensor.weight;
