// SPDX-License-Identifier: BSD-3-Clause
/**
 * Kernels that go element by element: arithmetic, activations with their gradients, elementary functions, rotation.
 */
package org.lxt.tensor.vector.element;
