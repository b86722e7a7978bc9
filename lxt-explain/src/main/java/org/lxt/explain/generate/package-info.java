/** Continues prompts: {@link org.lxt.explain.generate.Generator}. */
package org.lxt.explain.generate;
