// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda;

import java.util.List;
import org.lxt.cuda.blas.CublasApi;
import org.lxt.cuda.compile.NvrtcApi;
import org.lxt.cuda.driver.Device;
import org.lxt.cuda.driver.DriverApi;

/**
 * What the backend needs of a machine.
 *
 * @param driver started
 * @param devices that it sees
 * @param compiler of kernels
 * @param cublas for matrix products
 */
record Libraries(DriverApi driver, List<Device> devices, NvrtcApi compiler, CublasApi cublas) {
    /** The device of this number, which there must be. */
    Device device(int index) {
        return devices.get(index);
    }
}
