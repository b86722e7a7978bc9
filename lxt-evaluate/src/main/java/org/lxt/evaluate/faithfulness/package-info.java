// SPDX-License-Identifier: BSD-3-Clause
/** What a model does without what was said to matter. Start at {@link org.lxt.evaluate.faithfulness.Faithfulness}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.evaluate.faithfulness;
