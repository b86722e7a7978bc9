package org.lxt.spi;

/** A jar's contribution to the default model map; found by {@link java.util.ServiceLoader}. */
public interface ModelPlugin {
    /** Registers the families of this plugin. */
    void register(ModelMap.Builder map);
}
