// SPDX-License-Identifier: BSD-3-Clause
/** What is seen of a forward pass while it runs, for methods that need more than its result. */
package org.lxt.explain.pass.observe;
