// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.api.LxtException;
import org.lxt.cuda.driver.Device;
import org.lxt.cuda.foreign.LibrarySearch;
import org.lxt.tensor.backend.Availability;

/**
 * What was found of what the backend needs.
 *
 * @param libraries everything, or null if something is missing
 * @param reason in one sentence: what there is, or what is missing and how to get it
 * @param details what was found, line by line
 */
record Setup(@Nullable Libraries libraries, String reason, List<String> details) {
    /**
     * Looks for everything.
     *
     * @param system the operating system, as in {@code os.name}
     */
    static Setup find(LibrarySearch search, String system) {
        SetupSearch all = new SetupSearch(search);
        try {
            Libraries libraries = all.find(system);
            return new Setup(libraries, "float32 on " + libraries.device(0).name(), all.details());
        } catch (LxtException e) {
            return new Setup(null, String.valueOf(e.getMessage()), all.details());
        }
    }

    Availability availability() {
        return libraries == null ? Availability.no(reason) : Availability.yes(reason);
    }

    List<Device> devices() {
        return libraries == null ? List.of() : libraries.devices();
    }
}
