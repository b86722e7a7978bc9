import org.example.olmo2.Olmo2Plugin;

/** The OLMo 2 family. */
module org.example.olmo2 {
    requires org.lxt.spi;

    provides org.lxt.spi.ModelPlugin with
            Olmo2Plugin;
}
