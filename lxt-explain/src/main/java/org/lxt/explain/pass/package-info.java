// SPDX-License-Identifier: BSD-3-Clause
/**
 * Forward and backward passes over a loaded model. {@link org.lxt.explain.pass.Pass} is one of them, {@link
 * org.lxt.explain.pass.MethodPasses} are those of a method.
 */
package org.lxt.explain.pass;
