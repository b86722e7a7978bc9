// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.vit;

import com.google.auto.service.AutoService;
import org.lxt.rules.RuleSet;
import org.lxt.spi.Families;
import org.lxt.spi.ModelFamily;
import org.lxt.spi.ModelPlugin;

/** Registers vision transformers as transformers, torchvision and timm save them: three families, one model. */
@AutoService(ModelPlugin.class)
public final class VitPlugin implements ModelPlugin {
    /** For {@link java.util.ServiceLoader}. */
    public VitPlugin() {}

    @Override
    public void register(Families families) {
        family(families, TransformersVit.FAMILY)
                .architectures(TransformersVit.architectures())
                .modelTypes(TransformersVit.MODEL_TYPES.toArray(String[]::new))
                .recognisesBare(TransformersVit::isBare)
                .options(TransformersVit.KNOWN)
                // Of a bare encoder that a classifier was made of, and of masked image modelling.
                .unusedTensors("pooler.**", "*.pooler.**", "embeddings.mask_token", "*.embeddings.mask_token")
                .loader(TransformersVit::load);
        family(families, TorchvisionVit.FAMILY)
                .recognises(TorchvisionVit::recognises)
                .recognisesBare(TorchvisionVit::isBare)
                .options(TorchvisionVit.KNOWN)
                .loader(TorchvisionVit::load);
        family(families, TimmVit.FAMILY)
                .recognises(TimmVit::recognises)
                .recognisesBare(TimmVit::isBare)
                .options(TimmVit.KNOWN)
                .loader(TimmVit::load);
    }

    /** LXT's own rules for vision transformers are CP-LRP in attention, because that is easier to tune with gamma. */
    private static ModelFamily.Builder family(Families families, String name) {
        return families.family(name).defaultRules(RuleSet.CP_LRP);
    }
}
