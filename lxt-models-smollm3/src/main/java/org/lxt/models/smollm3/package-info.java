// SPDX-License-Identifier: BSD-3-Clause
/** The plugin of the SmolLM3 family: {@link org.lxt.models.smollm3.SmolLm3Plugin}. Begin with {@code SmolLm3}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.models.smollm3;
