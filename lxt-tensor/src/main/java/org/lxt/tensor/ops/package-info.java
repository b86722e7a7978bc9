/**
 * The operations, with their gradients and what they absorb: one type for each, called by its {@code apply}. To see how
 * one is made, begin at {@link org.lxt.tensor.ops.Scale}, then {@link org.lxt.tensor.ops.Multiply}; the identity rule
 * is {@link org.lxt.tensor.ops.Secant}.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.STABLE, since = "0.1")
package org.lxt.tensor.ops;
