// SPDX-License-Identifier: BSD-3-Clause
/** Options about what computes: the backend, its precision and threads, what is timed. */
package org.lxt.cli.option.compute;
