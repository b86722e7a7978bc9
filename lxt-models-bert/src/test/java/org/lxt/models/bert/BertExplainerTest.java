// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.bert;

import java.nio.file.Path;
import org.lxt.testkit.family.ExplainerContract;

/** Explanations of BERT that must not depend on how they are computed. */
class BertExplainerTest extends ExplainerContract {
    @Override
    protected Path folder() {
        return Cases.of("bert-masked-lm");
    }
}
