// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.cases;

/**
 * The comparison of one tensor.
 *
 * @param tensor its name in {@code expected.safetensors}
 * @param status the outcome
 * @param error largest absolute difference over largest absolute expected value; NaN if not compared
 * @param tolerance largest error allowed; NaN if not compared
 * @param remark why it was skipped, or what else is wrong; may be empty
 */
public record TensorCheck(String tensor, Status status, double error, double tolerance, String remark) {
    /** Outcome of a comparison. */
    public enum Status {
        /** Within tolerance. */
        OK,
        /** Not within tolerance, or not computed. */
        FAIL,
        /** Not compared, as what it belongs to is not implemented. */
        SKIPPED
    }

    static TensorCheck skipped(String tensor, String remark) {
        return new TensorCheck(tensor, Status.SKIPPED, Double.NaN, Double.NaN, remark);
    }

    static TensorCheck failed(String tensor, String remark) {
        return new TensorCheck(tensor, Status.FAIL, Double.NaN, Double.NaN, remark);
    }

    /** Compares; a NaN anywhere fails. */
    static TensorCheck compare(String tensor, double[] expected, double[] actual, double tolerance) {
        double scale = 0;
        double difference = 0;
        boolean finite = true;
        for (int i = 0; i < expected.length; i++) {
            scale = Math.max(scale, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(actual[i] - expected[i]));
            finite &= Double.isFinite(actual[i]);
        }
        double error = scale == 0 ? difference : difference / scale;
        boolean ok = finite && error <= tolerance;
        return new TensorCheck(
                tensor, ok ? Status.OK : Status.FAIL, error, tolerance, finite ? "" : "NaN or infinite values");
    }
}
