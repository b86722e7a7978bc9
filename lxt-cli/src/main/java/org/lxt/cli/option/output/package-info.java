// SPDX-License-Identifier: BSD-3-Clause
/** Options about what is written, and in which colours. */
package org.lxt.cli.option.output;
