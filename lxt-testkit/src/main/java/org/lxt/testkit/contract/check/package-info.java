// SPDX-License-Identifier: BSD-3-Clause
/** What the contract checks, one class each. */
package org.lxt.testkit.contract.check;
