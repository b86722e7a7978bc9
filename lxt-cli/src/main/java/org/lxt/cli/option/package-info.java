// SPDX-License-Identifier: BSD-3-Clause
/** Options that commands share, or that are too many for one class. */
package org.lxt.cli.option;
