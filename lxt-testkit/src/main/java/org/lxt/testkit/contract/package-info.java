// SPDX-License-Identifier: BSD-3-Clause
/** The contract of plugins: authors inherit {@link org.lxt.testkit.contract.ModelPluginContract}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.testkit.contract;
