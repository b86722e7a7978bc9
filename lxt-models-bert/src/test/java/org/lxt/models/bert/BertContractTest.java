// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.bert;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.lxt.testkit.contract.ModelPluginContract;

/** BERT, MPNet and DistilBERT keep the contract of plugins. */
class BertContractTest {
    private static Path config(String name) {
        return Path.of(System.getProperty("lxt.root"), "oracle", "cases", name, "config.json");
    }

    @Nested
    class MaskedTokens extends ModelPluginContract {
        MaskedTokens() {
            super(new BertPlugin(), config("bert-masked-lm"));
        }
    }

    @Nested
    class Classes extends ModelPluginContract {
        Classes() {
            super(new BertPlugin(), config("bert-classification"));
        }
    }

    @Nested
    class RelativePositions extends ModelPluginContract {
        RelativePositions() {
            super(new BertPlugin(), config("mpnet-masked-lm"));
        }
    }

    @Nested
    class Spans extends ModelPluginContract {
        Spans() {
            super(new BertPlugin(), config("distilbert-question-answering"));
        }
    }
}
