import org.example.phi3.Phi3Plugin;

/** The Phi-3 family. */
module org.example.phi3 {
    requires org.lxt.spi;

    provides org.lxt.spi.ModelPlugin with
            Phi3Plugin;
}
