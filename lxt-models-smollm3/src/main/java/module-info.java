import org.lxt.models.smollm3.SmolLm3Plugin;
import org.lxt.spi.ModelPlugin;

/** The SmolLM3 family. */
@org.jspecify.annotations.NullMarked
module org.lxt.models.smollm3 {
    requires org.lxt.spi;
    requires static org.jspecify;
    requires static com.google.auto.service;

    exports org.lxt.models.smollm3;

    provides ModelPlugin with
            SmolLm3Plugin;
}
