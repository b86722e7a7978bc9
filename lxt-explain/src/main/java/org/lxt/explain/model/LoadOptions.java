// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.model;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.target.ClassNames;
import org.lxt.spi.host.ModelMap;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.BackendProvider;

/**
 * How a checkpoint is opened.
 *
 * @param folder its folder
 * @param name what results call it
 * @param families the families that it may be of, or null for those of all installed plugins
 * @param backends backends in addition to the installed ones
 * @param backend the name of the one that is to compute, or null for the best
 * @param backendOptions how it computes
 * @param labels names of its classes
 * @param otherImageSizes whether images may have another size than the model was made for
 * @param maxConcurrent how many calls may compute at once
 */
public record LoadOptions(
        Path folder,
        String name,
        @Nullable ModelMap families,
        List<BackendProvider> backends,
        @Nullable String backend,
        BackendOptions backendOptions,
        ClassNames labels,
        boolean otherImageSizes,
        int maxConcurrent) {}
