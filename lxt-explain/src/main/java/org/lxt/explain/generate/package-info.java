// SPDX-License-Identifier: BSD-3-Clause
/** Continues prompts: {@link org.lxt.explain.generate.Generator}. */
package org.lxt.explain.generate;
