// SPDX-License-Identifier: BSD-3-Clause
/**
 * Cases that a reference computed, and their comparison: an {@link org.lxt.testkit.cases.OracleCase} is read and given
 * to {@link org.lxt.testkit.cases.CaseRunner}.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.testkit.cases;
