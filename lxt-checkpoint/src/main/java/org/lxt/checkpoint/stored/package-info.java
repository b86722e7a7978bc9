// SPDX-License-Identifier: BSD-3-Clause
/** Mapped files and the element types in them. Start at {@link org.lxt.checkpoint.stored.MappedFile}. */
package org.lxt.checkpoint.stored;
