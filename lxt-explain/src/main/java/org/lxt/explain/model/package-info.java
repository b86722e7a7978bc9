/**
 * A checkpoint in memory: {@link org.lxt.explain.model.LoadedModel}.
 */
package org.lxt.explain.model;
