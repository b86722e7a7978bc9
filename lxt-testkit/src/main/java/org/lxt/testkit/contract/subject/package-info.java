// SPDX-License-Identifier: BSD-3-Clause
/**
 * The plugin that is checked, and trial runs of its model. Start at {@link org.lxt.testkit.contract.subject.Subject}.
 */
package org.lxt.testkit.contract.subject;
