// SPDX-License-Identifier: BSD-3-Clause
/** The plugin of GPT-2: {@link org.lxt.models.gpt2.Gpt2Plugin}. Its forward code begins at {@code Gpt2Model}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.models.gpt2;
