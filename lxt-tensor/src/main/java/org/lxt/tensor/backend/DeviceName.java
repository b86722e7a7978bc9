// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a backend and the number of one of its devices.
 *
 * @param backend the name
 * @param index the number; -1 if none was given
 */
record DeviceName(String backend, int index) {
    private static final Pattern NUMBERED = Pattern.compile("(.+):(\\d{1,4})");

    static DeviceName of(String name) {
        Matcher matcher = NUMBERED.matcher(name);
        return matcher.matches()
                ? new DeviceName(matcher.group(1), Integer.parseInt(matcher.group(2)))
                : new DeviceName(name, -1);
    }

    boolean isNumbered() {
        return index >= 0;
    }

    /**
     * The options with this device.
     *
     * @throws BackendUnavailableException if the backend can run but has no such device
     */
    BackendOptions chosenOf(List<BackendProvider> all, BackendOptions options) {
        for (BackendProvider provider : all) {
            if (provider.name().equals(backend) && provider.availability().available()) {
                int count = provider.devices().size();
                if (count == 0) {
                    throw BackendUnavailableException.unknown(
                            "backend '" + backend + "' has no devices to choose from; leave ':" + index + "' out");
                }
                if (index >= count) {
                    throw BackendUnavailableException.unknown("backend '" + backend + "' has no device " + index
                            + ", only " + (count == 1 ? "device 0" : "devices 0 to " + (count - 1)));
                }
            }
        }
        return options.withDevice(options.device().withIndex(index));
    }
}
