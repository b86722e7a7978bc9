// SPDX-License-Identifier: BSD-3-Clause
/** Makes prompts whose evidence is known. Start at {@link org.lxt.evaluate.generate.PromptKind}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.evaluate.generate;
