// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.parts.wrong;

import org.lxt.spi.parts.text.LogitHead;

/** Breaks a rule of the architecture: a layer that knows a head. */
public record TalkingLayer(LogitHead head) {}
