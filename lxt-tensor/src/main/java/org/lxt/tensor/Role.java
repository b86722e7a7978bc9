// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor;

/**
 * What an operation is to its model, by which a rule set decides how relevance passes it. Model authors may add roles
 * of their own.
 *
 * @param name lower case, such as {@code gate}
 */
public record Role(String name) {
    /** Nothing in particular. */
    public static final Role NONE = new Role("none");
    /** The gating branch of a gated MLP. */
    public static final Role GATE = new Role("gate");
    /** What tells of the position of a token: a learned embedding of it, or a query or key that was rotated. */
    public static final Role POSITION = new Role("position");
    /** A router's weight of an expert. */
    public static final Role ROUTING = new Role("routing");
}
