// SPDX-License-Identifier: BSD-3-Clause
/** How a command ends when something is wrong. Start at {@link org.lxt.cli.failure.Failures}. */
package org.lxt.cli.failure;
