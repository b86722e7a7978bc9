// SPDX-License-Identifier: BSD-3-Clause
/** Options about what the model reads, and which of its answers is explained. */
package org.lxt.cli.option.prompt;
