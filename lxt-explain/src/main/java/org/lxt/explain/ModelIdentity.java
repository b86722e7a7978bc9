package org.lxt.explain;

import java.util.List;

/**
 * Which model was explained.
 *
 * @param checkpoint folder of the checkpoint, or the name it was given
 * @param architectures as {@code config.json} names them
 * @param family the family that implements it
 * @param plugin jar or folder of the plugin
 * @param backend what computed it
 */
public record ModelIdentity(
        String checkpoint, List<String> architectures, String family, String plugin, String backend) {}
