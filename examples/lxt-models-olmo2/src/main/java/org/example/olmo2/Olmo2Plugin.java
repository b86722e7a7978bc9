package org.example.olmo2;

import org.lxt.spi.Families;
import org.lxt.spi.ModelPlugin;

/** Registers the OLMo 2 family. */
public final class Olmo2Plugin implements ModelPlugin {
    /** For {@link java.util.ServiceLoader}. */
    public Olmo2Plugin() {}

    @Override
    public void register(Families families) {
        families.family(Olmo2Model.FAMILY)
                .architectures("Olmo2ForCausalLM")
                .modelTypes(Olmo2Model.FAMILY)
                .options(Olmo2Model.KNOWN)
                .loader(Olmo2Model::read, Olmo2Model::load);
    }
}
