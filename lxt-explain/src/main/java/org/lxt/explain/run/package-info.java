// SPDX-License-Identifier: BSD-3-Clause
/**
 * What an explainer does, one class for each of its calls, such as {@link org.lxt.explain.run.Explanation}.
 */
package org.lxt.explain.run;
