// SPDX-License-Identifier: BSD-3-Clause
/**
 * What operations of several packages are made of: checks of shapes, bookings, and maps of rows that are put elsewhere.
 */
package org.lxt.tensor.ops.shared;
