// SPDX-License-Identifier: BSD-3-Clause
import org.lxt.models.bert.BertPlugin;
import org.lxt.spi.ModelPlugin;

/** The families of BERT, RoBERTa, MPNet and DistilBERT. */
@org.jspecify.annotations.NullMarked
module org.lxt.models.bert {
    requires org.lxt.spi;
    requires static org.jspecify;
    requires static com.google.auto.service;

    exports org.lxt.models.bert;

    provides ModelPlugin with
            BertPlugin;
}
