// SPDX-License-Identifier: BSD-3-Clause
/** Options about the method: rule sets, units, evidence for and against. */
package org.lxt.cli.option.method;
