// SPDX-License-Identifier: BSD-3-Clause
/**
 * A checkpoint in memory: {@link org.lxt.explain.model.LoadedModel}.
 */
package org.lxt.explain.model;
