/**
 * Prompts as a model reads them. {@link org.lxt.explain.input.PromptEncoder} makes and checks them.
 */
package org.lxt.explain.input;
