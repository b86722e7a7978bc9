// SPDX-License-Identifier: BSD-3-Clause
/**
 * Tests that the families of this project inherit: {@link org.lxt.testkit.family.OracleContract} and {@link
 * org.lxt.testkit.family.ExplainerContract}, among others.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.testkit.family;
