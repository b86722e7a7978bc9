// SPDX-License-Identifier: BSD-3-Clause
/**
 * Chat templates. Begin at {@link org.lxt.chat.ChatTemplate}, which is opened from a checkpoint folder and makes a
 * prompt of {@link org.lxt.chat.ChatMessage}s.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.chat;
