// SPDX-License-Identifier: BSD-3-Clause
/**
 * Which rows there are: the sequences of a batch, {@link org.lxt.tensor.rows.PackedRows}, and the rows of a gradient, {@link
 * org.lxt.tensor.rows.RowMap}.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.STABLE, since = "0.1")
package org.lxt.tensor.rows;
