// SPDX-License-Identifier: BSD-3-Clause
/**
 * The settings of a folder around its vocabulary, and what each tokenizer class makes of them. Start at
 * {@link org.lxt.tokenizers.settings.FolderSettings} and {@link org.lxt.tokenizers.settings.TokenizerClass}.
 */
package org.lxt.tokenizers.settings;
