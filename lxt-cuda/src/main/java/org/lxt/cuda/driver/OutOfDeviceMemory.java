// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.driver;

import org.lxt.api.Fault;
import org.lxt.api.LxtException;

/** A device, or a library that works on it, has no memory for what was asked. Whoever asked knows how much that was. */
public final class OutOfDeviceMemory extends LxtException {
    private static final long serialVersionUID = 1L;

    /** Where it ran out. */
    public OutOfDeviceMemory(String function) {
        super(Fault.CALLER, "the device has no memory left for " + function);
    }
}
