// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor;

/**
 * A place in a model: the path of names that leads there, such as {@code layers.7.mlp.gate}, and its role. The ledger,
 * latent relevance and rules by name all speak of sites.
 */
public final class Site {
    /** The model itself: the empty path. */
    public static final Site ROOT = new Site("", Role.NONE);

    private final String path;
    private final Role role;

    private Site(String path, Role role) {
        this.path = path;
        this.role = role;
    }

    /** The site with this path. */
    public static Site of(String path) {
        return new Site(path, Role.NONE);
    }

    /** The site below this one. */
    public Site child(String name) {
        return new Site(path.isEmpty() ? name : path + "." + name, Role.NONE);
    }

    /** The site of a numbered part below this one. */
    public Site child(String name, int index) {
        return child(name).child(Integer.toString(index));
    }

    /** The same place in a role. */
    public Site as(Role newRole) {
        return new Site(path, newRole);
    }

    /** {@link #as} by a name that needs no quotes in Kotlin. */
    public Site withRole(Role newRole) {
        return as(newRole);
    }

    /** Names from the root, joined by dots. */
    public String path() {
        return path;
    }

    /** What the operation there is to the model. */
    public Role role() {
        return role;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Site site && path.equals(site.path) && role.equals(site.role);
    }

    @Override
    public int hashCode() {
        return path.hashCode() * 31 + role.hashCode();
    }

    @Override
    public String toString() {
        return path.isEmpty() ? "(model)" : path;
    }
}
