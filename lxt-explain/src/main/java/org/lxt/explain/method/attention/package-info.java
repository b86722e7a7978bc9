// SPDX-License-Identifier: BSD-3-Clause
/**
 * Methods that follow attention through the layers, by forward passes alone: {@link
 * org.lxt.explain.method.attention.AttentionRollout} and {@link org.lxt.explain.method.attention.InformationFlow}.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.explain.method.attention;
