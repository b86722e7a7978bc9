// SPDX-License-Identifier: BSD-3-Clause
/** The plugin of the gpt-oss family: {@link org.lxt.models.gptoss.GptOssPlugin}. Begin with {@code GptOss}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.models.gptoss;
