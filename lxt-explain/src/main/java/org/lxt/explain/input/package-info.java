// SPDX-License-Identifier: BSD-3-Clause
/**
 * Prompts as a model reads them. {@link org.lxt.explain.input.PromptEncoder} makes and checks them.
 */
package org.lxt.explain.input;
