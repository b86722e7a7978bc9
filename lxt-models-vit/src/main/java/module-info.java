// SPDX-License-Identifier: BSD-3-Clause
import org.lxt.models.vit.VitPlugin;
import org.lxt.spi.ModelPlugin;

/** Vision transformers: ViT and DeiT. */
@org.jspecify.annotations.NullMarked
module org.lxt.models.vit {
    requires org.lxt.spi;
    requires static org.jspecify;
    requires static com.google.auto.service;

    exports org.lxt.models.vit;

    provides ModelPlugin with
            VitPlugin;
}
