// SPDX-License-Identifier: BSD-3-Clause
/** What this processor can do, and what the system allows: {@link org.lxt.asm.cpu.Processor}. */
package org.lxt.asm.cpu;
